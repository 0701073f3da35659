import { stepKinds, stepSpecs, type Fields } from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import { messages } from './messages.ts'

function wanted(fields: Fields): { fields: string[]; options: string[] } {
  const found = { fields: [] as string[], options: [] as string[] }
  for (const [name, field] of Object.entries(fields)) {
    found.fields.push(field.words ?? name)
    if (field.look.type === 'choice') found.options.push(...field.look.options)
    if (field.look.type !== 'list') continue
    const inner = wanted(field.look.item)
    found.fields.push(...inner.fields)
    found.options.push(...inner.options)
  }
  return found
}

describe.each(['en', 'zh'] as const)('the words of steps in %s', (language) => {
  const { steps } = messages[language]
  test.each(stepKinds)('every field and choice of %s has words', (kind) => {
    const { fields, options } = wanted(stepSpecs[kind].fields)
    expect(fields.filter((name) => !Object.hasOwn(steps.fields, name))).toEqual([])
    expect(options.filter((name) => !Object.hasOwn(steps.options, name))).toEqual([])
    expect(steps.help[kind].trim()).not.toBe('')
  })
})
