import type { LocalText } from '@weft/kernel'
import type { Scenario, ScenarioDraft } from './scenarios.store.ts'

/** A scenario being written; a criterion keeps its key while it is moved or edited. */
export interface ScenarioForm {
  sector: ScenarioDraft['sector']
  title: LocalText
  problem: LocalText
  users: LocalText
  value: LocalText
  dataWanted: LocalText
  acceptance: { readonly key: number; text: LocalText }[]
  deadline: string
}

/** An empty form, with one criterion to begin with. */
export function openEmptyForm(): ScenarioForm {
  return {
    sector: 'logistics',
    title: {},
    problem: {},
    users: {},
    value: {},
    dataWanted: {},
    acceptance: [{ key: 0, text: {} }],
    deadline: '',
  }
}

/** The form of a scenario that exists. */
export function openForm(scenario: Scenario): ScenarioForm {
  return {
    sector: scenario.sector,
    title: scenario.title,
    problem: scenario.problem,
    users: scenario.users,
    value: scenario.value,
    dataWanted: scenario.dataWanted,
    acceptance: scenario.acceptance.map((text, key) => ({ key, text })),
    deadline: scenario.deadline ?? '',
  }
}

/** Whether a text is written in some language. */
export function isWritten(text: LocalText): boolean {
  return Boolean(text.en?.trim() || text.zh?.trim())
}

/** What the form says, ready to be sent; criteria left empty are dropped. */
export function draftOf(form: ScenarioForm): ScenarioDraft {
  return {
    sector: form.sector,
    title: form.title,
    problem: form.problem,
    users: form.users,
    value: form.value,
    dataWanted: form.dataWanted,
    acceptance: form.acceptance.map(({ text }) => text).filter(isWritten),
    deadline: form.deadline || null,
  }
}
