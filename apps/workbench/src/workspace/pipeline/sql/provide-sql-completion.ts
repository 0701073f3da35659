import type { Language } from '@weft/kernel'
import type { CompletionTable } from '@weft/pipeline-sql'
import { monaco } from './load-monaco.ts'
import { sqlOffers, type SqlOffer } from './sql-completion.ts'

const kinds: Readonly<Record<SqlOffer['kind'], monaco.languages.CompletionItemKind>> = {
  table: monaco.languages.CompletionItemKind.Struct,
  column: monaco.languages.CompletionItemKind.Field,
  function: monaco.languages.CompletionItemKind.Function,
  word: monaco.languages.CompletionItemKind.Keyword,
}
const order: Readonly<Record<SqlOffer['kind'], string>> = {
  column: '0',
  table: '1',
  function: '2',
  word: '3',
}

/** Offers tables, columns, functions and words of SQL in one text model. */
export function provideSqlCompletion(
  mine: monaco.editor.ITextModel,
  read: () => { readonly tables: readonly CompletionTable[]; readonly language: Language },
): monaco.IDisposable {
  return monaco.languages.registerCompletionItemProvider('sql', {
    triggerCharacters: ['.'],
    provideCompletionItems: (model, position) => {
      if (model !== mine) return { suggestions: [] }
      const { tables, language } = read()
      const word = model.getWordUntilPosition(position)
      const range = new monaco.Range(
        position.lineNumber,
        word.startColumn,
        position.lineNumber,
        word.endColumn,
      )
      const before = model.getLineContent(position.lineNumber).slice(0, word.startColumn - 1)
      const owner = /(\w+)\.$/.exec(before)?.[1]
      const asked = tables.filter(({ name }) => name === owner)
      const offers = sqlOffers(asked.length > 0 ? asked : tables, language)
      return {
        suggestions: offers
          .filter(({ kind }) => asked.length === 0 || kind === 'column')
          .map((offer) => ({
            label: offer.label,
            kind: kinds[offer.kind],
            insertText: offer.insert,
            detail: offer.hint,
            sortText: order[offer.kind] + offer.label,
            range,
          })),
      }
    },
  })
}
