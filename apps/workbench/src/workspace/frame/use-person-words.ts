import { useWords } from '../../i18n/use-words.ts'
import type { PersonHere } from './people-here.ts'

/** The words for somebody in the workspace: who they are, and where or how. */
export function usePersonWords() {
  const { t, say } = useWords()
  const who = ({ person }: Pick<PersonHere, 'person'>): string =>
    t('pipeline.people.person', {
      name: say(person.name),
      organisation: say(person.organisation.name),
    })
  const where = ({ clientId, attention, area }: PersonHere): string => {
    if (clientId === null) return t('pipeline.people.you')
    return attention === 'here' ? t(`together.in.${area}`) : t(`together.${attention}`)
  }
  return { where, describe: (one: PersonHere): string => `${who(one)} · ${where(one)}` }
}
