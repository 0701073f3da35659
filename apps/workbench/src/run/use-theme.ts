import { onScopeDispose, ref, type Ref } from 'vue'

/** The appearance the page has now, whoever set it. */
export function useTheme(): Readonly<Ref<'light' | 'dark'>> {
  const root = document.documentElement
  const read = () => (root.dataset.theme === 'dark' ? 'dark' : 'light')
  const theme = ref<'light' | 'dark'>(read())
  const observer = new MutationObserver(() => {
    theme.value = read()
  })
  observer.observe(root, { attributes: true, attributeFilter: ['data-theme'] })
  onScopeDispose(() => observer.disconnect())
  return theme
}
