import type { Problem, StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { brokenDraft, draftOf, findColumn, passColumns, type StepDraft } from './step-draft.ts'

/** A step that hands on its input as it is. */
export function compileReroute(_: StepSettings['reroute'], { at }: CompileScope): StepDraft {
  const input = at('in')
  return draftOf([], passColumns(input), '', input.ordered, { same: input })
}

/** A chart draws the rows it gets; nothing is computed for it but its own query. */
export function compileChart(settings: StepSettings['chart'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  findColumn(input.schema, settings.x, { setting: 'x' }, problems)
  if (settings.y !== null) findColumn(input.schema, settings.y, { setting: 'y' }, problems)
  return draftOf(problems, passColumns(input), '', input.ordered, { same: input })
}

/** Notes and frames are drawn, not computed. */
export function compileNothing(): StepDraft {
  return brokenDraft([])
}
