/** Something wrong, or worth knowing, in the settings of a step, a widget or an expression. */
export interface Problem {
  /** `domain.what-happened`; its sentence is in a catalogue of problems. */
  readonly code: string
  readonly args: Readonly<Record<string, string | number>>
  /** The setting it sits on, when it sits on one. */
  readonly setting?: string
  /** The item of a list setting it sits on. */
  readonly item?: string
  readonly severity: 'error' | 'warning'
}

/** Where in the settings a problem sits. */
export interface ProblemPlace {
  readonly setting?: string
  readonly item?: string
}

/** Makes a problem that keeps the step from having a result. */
export function problem(
  code: string,
  args: Problem['args'] = {},
  place: ProblemPlace = {},
): Problem {
  return { code, args, ...place, severity: 'error' }
}

/** Makes a problem that does not stop the step. */
export function warning(
  code: string,
  args: Problem['args'] = {},
  place: ProblemPlace = {},
): Problem {
  return { code, args, ...place, severity: 'warning' }
}

/** Whether any of the problems keeps the step from having a result. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((entry) => entry.severity === 'error')
}
