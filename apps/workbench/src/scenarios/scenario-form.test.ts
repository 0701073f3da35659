import { expect, test } from 'vitest'
import { draftOf, isWritten, openEmptyForm } from './scenario-form.ts'

test('criteria left empty are not sent, and no deadline is null', () => {
  const form = openEmptyForm()
  form.acceptance.push({ key: 1, text: { zh: '误差小于 1%' } }, { key: 2, text: { en: '  ' } })
  const draft = draftOf(form)
  expect(draft.acceptance).toEqual([{ zh: '误差小于 1%' }])
  expect(draft.deadline).toBeNull()
})

test('a text counts as written in either language', () => {
  expect(isWritten({ zh: '题目' })).toBe(true)
  expect(isWritten({ en: ' ' })).toBe(false)
})
