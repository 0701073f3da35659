import { onScopeDispose } from 'vue'
import { monaco } from './load-monaco.ts'

/** Monaco reads only six digits; a minified style sheet may hold three. */
function longHex(colour: string): string {
  return colour.replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, '#$1$1$2$2$3$3')
}

/** Keeps Monaco in the colours of the interface, light or dark, as it changes. */
export function useMonacoTheme(): void {
  const root = document.documentElement
  const apply = (): void => {
    const styles = getComputedStyle(root)
    const colour = (name: string): string => longHex(styles.getPropertyValue(name).trim())
    const isDark = root.dataset['theme'] === 'dark'
    monaco.editor.defineTheme('weft', {
      base: isDark ? 'vs-dark' : 'vs',
      inherit: true,
      rules: [
        { token: 'keyword', foreground: colour('--accent-ink').slice(1) },
        { token: 'string', foreground: colour('--good').slice(1) },
        { token: 'comment', foreground: colour('--ink-faint').slice(1) },
        { token: 'number', foreground: colour('--warn').slice(1) },
      ],
      colors: {
        'editor.background': colour('--surface-raised'),
        'editor.foreground': colour('--ink'),
        'editorWidget.background': colour('--surface-raised'),
        'editorSuggestWidget.background': colour('--surface-raised'),
        'editorSuggestWidget.border': colour('--line-strong'),
        'editorSuggestWidget.selectedBackground': colour('--surface-hover'),
        'editorSuggestWidget.selectedForeground': colour('--ink'),
        'editorSuggestWidget.highlightForeground': colour('--accent-ink'),
        'editorSuggestWidget.focusHighlightForeground': colour('--accent-ink'),
      },
    })
    monaco.editor.setTheme('weft')
  }
  const observer = new MutationObserver(apply)
  observer.observe(root, { attributes: true, attributeFilter: ['data-theme'] })
  apply()
  onScopeDispose(() => {
    observer.disconnect()
  })
}
