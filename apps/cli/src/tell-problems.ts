import { titleOf, type Project } from './open-project.ts'
import { say, type Terminal } from './terminal.ts'

/** Says every problem of every step, on the step that has it. */
export function tellProblems({ pipeline, compiled }: Project, terminal: Terminal): void {
  for (const id of compiled.order) {
    for (const problem of compiled.steps[id]?.problems ?? []) {
      const words = say(terminal.language, problem)
      const args = { step: titleOf(pipeline, id), words }
      terminal.err(say(terminal.language, { code: 'cli.in-step', args }))
    }
  }
}
