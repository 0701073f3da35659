import type { Locator, Page } from 'playwright-core'
import { choose } from './space-visitor.ts'

/** The list of step kinds beside the canvas. */
export const palette = (page: Page): Locator => page.getByRole('complementary', { name: 'Steps' })

/** The settings of the selected step. */
export const settings = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Settings' })

/** The canvas of a pipeline. */
export const canvas = (page: Page): Locator => page.getByRole('region', { name: 'Pipeline canvas' })

/** A step on the canvas by its accessible name, "title, kind". */
export const canvasStep = (page: Page, name: string): Locator =>
  canvas(page).getByRole('group', { name, exact: true })

/** Adds a step by keyboard, after the selected one where there is one, and gives it a title. */
export async function addStep(page: Page, kind: string, title: string): Promise<void> {
  await palette(page).getByRole('button', { name: kind, exact: true }).press('Enter')
  const field = settings(page).getByRole('textbox', { name: 'Title of the step' })
  await field.fill(title)
  await field.press('Enter')
}

/** Begins a new chain with a dataset of the catalogue. */
export async function addDataset(page: Page, title: string, dataset: RegExp): Promise<void> {
  await page.keyboard.press('Escape')
  await addStep(page, 'Dataset', title)
  await settings(page).getByRole('button', { name: dataset }).click()
}

/** Matches two columns of a join, by the suggestion where there is one. */
export async function matchColumns(
  page: Page,
  left: string,
  right: string,
  pair: number,
): Promise<void> {
  const suggestion = settings(page).getByRole('button', { name: `Match ${left} with ${right}` })
  if (await suggestion.isVisible()) {
    await suggestion.click()
    return
  }
  await settings(page).getByRole('button', { name: 'Add pair' }).click()
  await choose(settings(page).getByRole('combobox', { name: 'Left column' }).nth(pair), left)
  await choose(settings(page).getByRole('combobox', { name: 'Right column' }).nth(pair), right)
}

/** Adds a computed column. */
export async function addComputed(
  page: Page,
  name: string,
  expression: string,
  index: number,
): Promise<void> {
  await settings(page).getByRole('button', { name: 'Add column' }).click()
  await settings(page).getByRole('textbox', { name: 'Name' }).nth(index).fill(name)
  await settings(page).getByLabel('Expression', { exact: true }).nth(index).fill(expression)
}
