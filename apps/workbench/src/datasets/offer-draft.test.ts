import { expect, test } from 'vitest'
import type { Upload } from './dataset-shapes.ts'
import { draftOf, emptyOffer, gapsOf, withFile, type Offer } from './offer-draft.ts'

const upload: Upload = {
  id: 'up_aaaaaaaaaa',
  rows: 1,
  sizeBytes: 10,
  columns: [
    { name: 'day', type: 'DATE' },
    { name: 'beds', type: 'BIGINT' },
  ],
  firstRows: [],
}
const whole: Offer = {
  ...withFile(emptyOffer(), { name: 'beds.csv', upload }, 'en'),
  sector: 'medical',
  licence: 'CC-BY-4.0',
  attribution: ' Lakeside ',
}

test('An empty offer lacks title, sector, licence and attribution', () => {
  expect(gapsOf(emptyOffer())).toEqual(['title', 'sector', 'licence', 'attribution'])
})

test('Own terms have to be written', () => {
  const own = { ...whole, licence: 'LicenseRef-Own-Terms' }
  expect(gapsOf(own)).toEqual(['terms'])
  expect(draftOf({ ...own, terms: 'Ask first.' }, upload)?.licence.statement).toBe('Ask first.')
})

test('A whole offer becomes a draft without stray blanks', () => {
  const draft = draftOf({ ...whole, title: { en: ' Beds ', zh: ' ' } }, upload)
  expect(draft?.title).toEqual({ en: 'Beds' })
  expect(draft?.licence.attribution).toBe('Lakeside')
  expect(draft?.licence.statement).toContain('https://creativecommons.org/licenses/by/4.0/')
  expect(draft?.columns.map(({ role }) => role)).toEqual(['time', null])
})

test('A file sent again keeps what was written about columns of the same name', () => {
  const told = {
    ...whole,
    columns: whole.columns.map((column) => ({ ...column, unit: 'beds', role: null })),
  }
  const again = withFile(told, { name: 'again.csv', upload }, 'en')
  expect(again.columns[1]?.unit).toBe('beds')
  expect(again.columns[0]?.role).toBeNull()
  expect(again.title).toEqual({ en: 'Beds' })
})
