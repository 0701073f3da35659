import type { Field } from '@weft/pipeline-model'
import { messages } from '../../../i18n/messages.ts'
import { useWords } from '../../../i18n/use-words.ts'

/** The labels of fields and the words of their choices, in the reader's language. */
export interface FieldWords {
  readonly labelOf: (name: string, field: Field<unknown>) => string
  readonly optionOf: (value: string, field: Field<unknown>) => string
}

const own = (words: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(words, key) ? (words[key] ?? key) : key

/** Says fields and choices of any kind of step by the names their definition gives them. */
export function useFieldWords(): FieldWords {
  const { language } = useWords()
  return {
    labelOf: (name, field) => own(messages[language.value].steps.fields, field.words ?? name),
    // Some words mean something else in one field than in all others.
    optionOf: (value, { words }) => {
      const { options } = messages[language.value].steps
      const special = `${words ?? ''}_${value}`
      return own(options, Object.hasOwn(options, special) ? special : value)
    },
  }
}
