import type { Failure } from '@weft/kernel'
import type { Problem } from '@weft/pipeline-model'
import { titleOf, type Project } from './open-project.ts'
import { say, type Terminal } from './terminal.ts'

/** What a person at a workspace does otherwise than one at the command line. */
const forCommand = ({ code, args }: Problem): Failure => ({
  code: code === 'dataset.not-found' ? 'cli.data-missing' : code,
  args,
})

/** Says every problem of every step, on the step that has it. */
export function tellProblems({ pipeline, compiled }: Project, terminal: Terminal): void {
  for (const id of compiled.order) {
    for (const problem of compiled.steps[id]?.problems ?? []) {
      const words = say(terminal.language, forCommand(problem))
      const args = { step: titleOf(pipeline, id), words }
      terminal.err(say(terminal.language, { code: 'cli.in-step', args }))
    }
  }
}
