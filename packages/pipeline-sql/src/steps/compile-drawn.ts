import type { StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { brokenDraft, draftOf, passColumns, type StepDraft } from './step-draft.ts'

/** A step that hands on its input as it is. */
export function compileReroute(_: StepSettings['reroute'], { at }: CompileScope): StepDraft {
  const input = at('in')
  return draftOf([], passColumns(input), '', input.ordered, { same: input })
}

/** Notes and frames are drawn, not computed. */
export function compileNothing(): StepDraft {
  return brokenDraft([])
}
