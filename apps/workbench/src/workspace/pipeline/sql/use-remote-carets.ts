import { readText } from '@weft/kernel'
import type { PresenceState } from '@weft/workspace-client'
import { onScopeDispose, watchEffect, type Ref } from 'vue'
import { useWords } from '../../../i18n/use-words.ts'

/** Colours and names the text cursors that y-monaco draws for other people; y-monaco only gives them class names. */
export function useRemoteCarets(others: Readonly<Ref<readonly PresenceState[]>>): void {
  const { language } = useWords()
  const sheet = new CSSStyleSheet()
  let written = ''
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  watchEffect(() => {
    const rules = others.value.map(({ clientId, person }) => {
      const name = CSS.escape(readText(person.name, language.value))
      const colour = `oklch(var(--hue-lightness-solid) 0.115 ${Math.round(person.organisation.hue)})`
      return `.yRemoteSelection-${clientId} { --caret: ${colour}; }
.yRemoteSelectionHead-${clientId} { --caret: ${colour}; }
.yRemoteSelectionHead-${clientId}::after { content: "${name.replaceAll('"', '')}"; }`
    })
    const text = rules.join('\n')
    if (text === written) return
    written = text
    sheet.replaceSync(text)
  })
  onScopeDispose(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  })
}
