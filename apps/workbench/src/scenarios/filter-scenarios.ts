import type { Scenario } from './scenarios.store.ts'

/** The scenarios of a sector ('' for all) in which every word occurs, in any language. */
export function filterScenarios(
  all: readonly Scenario[],
  words: string,
  sector: string,
): readonly Scenario[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((scenario) => {
    if (sector && scenario.sector !== sector) return false
    const text = [scenario.title, scenario.problem, scenario.owner.organisation.name]
      .flatMap((one) => [one.en ?? '', one.zh ?? ''])
      .join(' ')
      .toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
