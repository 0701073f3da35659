import type { FrameLocator, Locator, Page } from 'playwright-core'
import { choose } from './space-visitor.ts'

/** The settings of the widget selected in the builder. */
export const widgetSettings = (page: Page, kind: string): Locator =>
  page.getByRole('region', { name: kind, exact: true })

/** Adds a widget in the builder and gives it a title; it comes bound to the first output. */
export async function addWidget(page: Page, kind: string, title: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Add widget' }).click()
  await page.getByRole('menuitem', { name: kind, exact: true }).click()
  const panel = widgetSettings(page, kind)
  await panel.getByRole('textbox', { name: 'Title' }).fill(title)
  return panel
}

/** Sets choices of a widget, one after the other: what is offered may depend on what was chosen. */
export async function setChoices(
  panel: Locator,
  choices: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [label, option] of Object.entries(choices)) {
    await choose(panel.getByRole('combobox', { name: label, exact: true }), option)
  }
}

/** Every row of a table widget as text. The table shows only the rows in sight, so it is paged through. */
export async function readTable(player: FrameLocator, title: string): Promise<readonly string[][]> {
  const box = player.getByRole('region', { name: title, exact: true }).last()
  await box.getByRole('cell').first().waitFor()
  return box.evaluate(async (element) => {
    const count = Number(element.querySelector('table')?.getAttribute('aria-rowcount'))
    const seen = new Map<string, string[]>()
    const painted = () => new Promise((resolve) => requestAnimationFrame(resolve))
    for (let top = 0; seen.size < count && top <= element.scrollHeight; top += 200) {
      element.scrollTop = top
      await painted()
      await painted()
      for (const row of element.querySelectorAll('tbody tr')) {
        const cells = [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim())
        if (cells.length > 0) seen.set(JSON.stringify(cells), cells)
      }
    }
    return [...seen.values()]
  })
}

/** The figures of a chart, as they are read out to people who do not see the drawing. */
export async function readChart(player: FrameLocator, title: string): Promise<readonly string[][]> {
  const table = player.getByRole('table', { name: `Figures of the chart: ${title}` })
  const rows = table.locator('tbody tr')
  await rows.first().waitFor({ state: 'attached' })
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim())),
  )
}
