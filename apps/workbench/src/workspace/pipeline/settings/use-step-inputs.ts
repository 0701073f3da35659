import {
  inputEdges,
  type InputPort,
  type Problem,
  type Schema,
  type Step,
} from '@weft/pipeline-model'
import { compiledPort } from '@weft/pipeline-sql'
import { computed, type ComputedRef } from 'vue'
import { usePipelineEditor } from '../editor/pipeline-editor.ts'

/** What the settings of a step know of its inputs and its problems. */
export interface StepInputs {
  /** The columns arriving at a port; null while they are not known. */
  schemaAt: (port: InputPort) => Schema | null
  /** The columns of the only input; null while they are not known. */
  readonly schema: ComputedRef<Schema | null>
  /** The problems that sit on a setting, or on one item of it. */
  problemsAt: (setting: string, item?: string) => readonly Problem[]
}

/** The inputs and problems of the step whose settings are on screen. */
export function useStepInputs(step: () => Step): StepInputs {
  const editor = usePipelineEditor()
  const schemaAt = (port: InputPort): Schema | null => {
    const [edge] = inputEdges(editor.pipeline.value, step().id, port)
    const from = edge ? editor.compiledOf(edge.from) : null
    return from ? (compiledPort(from, edge?.fromPort ?? 'main')?.schema ?? null) : null
  }
  return {
    schemaAt,
    schema: computed(() => schemaAt('in')),
    problemsAt: (setting, item) =>
      (editor.compiledOf(step().id)?.problems ?? []).filter(
        (problem) => problem.setting === setting && problem.item === item,
      ),
  }
}
