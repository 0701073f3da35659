import type { Locator, Page } from 'playwright-core'

/** A person at a page who has a keyboard and nothing else. */
export interface Keyboard {
  press(...keys: readonly string[]): Promise<void>
  type(words: string): Promise<void>
  /** Goes on with Tab, or back with Shift and Tab, until this has the focus. */
  reach(control: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void>
  /** Reaches a field and writes into it. */
  write(field: Locator, words: string): Promise<void>
  /** Reaches a list or a field with a list, types the beginning of an option and takes it. */
  pick(control: Locator, words: string): Promise<void>
  /** Waits until this has the focus without a key. */
  awaitFocus(control: Locator): Promise<void>
}

const mostStops = 80
const hasFocus = (element: Element): boolean => element === document.activeElement

/** Takes the mouse away: everything here goes through keys alone. */
export function keyboardOf(page: Page): Keyboard {
  const { keyboard } = page
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await keyboard.press(key)
  }
  const reach: Keyboard['reach'] = async (control, key = 'Tab') => {
    await control.waitFor()
    const passed: string[] = []
    for (let stop = 0; stop < mostStops; stop++) {
      if (await control.evaluate(hasFocus)) return
      passed.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? ''))
      await keyboard.press(key)
    }
    throw new Error(
      `Never reached ${control.toString()}; passed:\n${passed.slice(0, 30).join('\n')}`,
    )
  }
  return {
    press,
    reach,
    type: (words) => keyboard.type(words),
    write: async (field, words) => {
      await reach(field)
      await press('ControlOrMeta+a')
      await keyboard.type(words)
    },
    pick: async (control, words) => {
      await reach(control)
      const isTyped = (await control.evaluate((box) => box.tagName)) === 'INPUT'
      if (isTyped) await press('ControlOrMeta+a')
      else await press('Enter')
      const option = page
        .getByRole('option', { name: words })
        .and(page.locator('[data-highlighted]'))
      // An open list listens to what is typed once one of its options has the focus.
      if (!isTyped) await page.locator('[role="option"]:focus').waitFor()
      await keyboard.type(words)
      await option.waitFor()
      await press('Enter')
      await option.waitFor({ state: 'hidden' })
    },
    awaitFocus: (control) => control.and(page.locator(':focus')).waitFor(),
  }
}
