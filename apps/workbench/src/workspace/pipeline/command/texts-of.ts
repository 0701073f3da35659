import type { Step } from '@weft/pipeline-model'

const textKeys: ReadonlySet<string> = new Set(['sql', 'expression'])

/** The lines of SQL and of expressions written in the settings of a step, without the empty ones. */
export function textsOf(step: Step): readonly string[] {
  const found: string[] = []
  const collect = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (textKeys.has(key)) found.push(...value.split('\n'))
    } else if (Array.isArray(value)) {
      for (const item of value) collect(item, key)
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, part] of Object.entries(value)) collect(part, name)
    }
  }
  collect(step.settings, '')
  return found.map((line) => line.trim()).filter(Boolean)
}
