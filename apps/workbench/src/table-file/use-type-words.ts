import { tableTypes } from '@weft/table-files'
import { useWords } from '../i18n/use-words.ts'

const plain = ['VARCHAR', 'BIGINT', 'DOUBLE', 'BOOLEAN', 'DATE', 'TIMESTAMP'] as const

/** The types a column of a file can have, in the reader's words. */
export function useTypeWords() {
  const { t } = useWords()
  const sayType = (type: string): string => {
    const known = plain.find((one) => one === type)
    if (known) return t(`tables.types.${known}`)
    return t('tables.types.decimal', { shape: type.replace(/^DECIMAL\(|\)$/g, '') })
  }
  return {
    sayType,
    /** What a column may become, the type it has always among it. */
    typeChoices: (type: string) =>
      [...new Set([...tableTypes, type])].map((value) => ({ value, words: sayType(value) })),
  }
}
