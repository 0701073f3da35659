import { languages } from '@weft/kernel'
import type { FieldChange } from '@weft/workspace-changes'
import type * as Y from 'yjs'
import { setLocalText } from './edit-values.ts'

/** Writes the languages of a text that changed; a language that is gone becomes empty, which reads as absent. */
export function writeWords(
  holder: Y.Map<unknown>,
  key: string,
  fields: readonly FieldChange[],
  group = '',
): void {
  const changed = languages.flatMap((language) => {
    const found = fields.find(({ field }) => field === `${group}${key}.${language}`)
    if (!found) return []
    return [[language, typeof found.after === 'string' ? found.after : ''] as const]
  })
  if (changed.length > 0) setLocalText(holder, key, Object.fromEntries(changed))
}
