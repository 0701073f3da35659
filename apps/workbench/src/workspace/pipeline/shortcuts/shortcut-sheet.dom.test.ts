import { afterEach, expect, test } from 'vitest'
import { h } from 'vue'
import { closePanels, openPanel, step } from '../testing/open-panel.ts'
import ShortcutSheet from './ShortcutSheet.vue'
import { shortcutEntries } from './shortcuts.ts'

afterEach(closePanels)

test.each(['en', 'zh'] as const)(
  '[KEY-1] the sheet lists every key the handlers answer, in words, in %s',
  async (language) => {
    await openPanel(step('filter'), {
      language,
      part: () => h(ShortcutSheet, { open: true }),
    })
    const sheet = document.querySelector('[role="dialog"], dialog')
    const rows = [...(sheet?.querySelectorAll('kbd') ?? [])]
    expect(rows.length).toBeGreaterThanOrEqual(shortcutEntries.length)
    expect(sheet?.textContent).not.toContain('canvas.keys')
    expect(sheet?.textContent).toContain(language === 'en' ? 'Equal gaps across' : '横向等距')
  },
)
