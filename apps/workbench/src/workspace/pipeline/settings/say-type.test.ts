import { castTypes } from '@weft/pipeline-sql'
import { expect, test } from 'vitest'
import { castChoices } from './cast-choices.ts'
import { sayType } from './say-type.ts'

test('types are said in the language of the reader, and an unusual one by its own name', () => {
  expect(sayType('BIGINT', 'en')).toBe('whole number')
  expect(sayType('DECIMAL(18,2)', 'zh')).toBe('精确数值')
  expect(sayType('VARCHAR', 'zh')).toBe('文本')
  expect(sayType('VARCHAR[]', 'en')).toBe('varchar[]')
})

test.each(['en', 'zh'] as const)('no two types to convert to read the same in %s', (language) => {
  const words = castChoices(language).map((choice) => choice.words)
  expect(new Set(words).size).toBe(castTypes.length)
})
