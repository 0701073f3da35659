import type { WorkspaceChange } from '@weft/documents'
import type { useWords } from '../../i18n/use-words.ts'

type Words = Pick<ReturnType<typeof useWords>, 't' | 'say'>

function titleOf(change: Extract<WorkspaceChange, { thing: unknown }>, { t, say }: Words): string {
  const title = say(change.thing.title)
  if (title) return title
  if (change.about === 'step') return t(`pipeline.kinds.${change.thing.kind}`)
  return t('waiting.changes.untitled')
}

/** Says one thing that edits from a file would change. */
export function sayChange(change: WorkspaceChange, words: Words): string {
  const { t } = words
  switch (change.about) {
    case 'step':
    case 'page':
    case 'widget':
      return t(`waiting.changes.${change.about}.${change.how}`, { title: titleOf(change, words) })
    case 'connections':
      return t(`waiting.changes.connections.${change.how}`, { n: change.count })
    case 'layout':
      return t('waiting.changes.layout.changed', { n: change.count })
    case 'titles':
      return t('waiting.changes.titles.changed')
  }
}
