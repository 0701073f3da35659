import { afterEach, expect, test, vi } from 'vitest'
import { buttons, closePanels, openPanel, press, step } from '../testing/open-panel.ts'

afterEach(closePanels)

test('[KEY-2] a new entry of a list takes the focus, and a removed one leaves it with the list', async () => {
  const { root, settled } = await openPanel(step('sort'))
  const focused = () => document.activeElement
  await press(root, 'Add column')
  await press(root, 'Add column')
  await settled()
  const rows = [...root.querySelectorAll('.item-row')]
  expect(rows).toHaveLength(2)
  await vi.waitFor(() => {
    expect(rows[1]?.contains(focused())).toBe(true)
  })
  expect(focused()?.getAttribute('aria-label')).toBe('Column')

  const remove = rows[1]?.querySelector<HTMLElement>('button[aria-label="Remove"]')
  remove?.focus()
  remove?.click()
  await settled()
  expect(root.querySelectorAll('.item-row')).toHaveLength(1)
  expect(focused()?.textContent.trim()).toBe('Add column')
  expect(buttons(root)).toContain('Add column')
})
