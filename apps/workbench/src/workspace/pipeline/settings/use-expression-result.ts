import { inputEdges, type Step } from '@weft/pipeline-model'
import { parametersOf } from '@weft/pipeline-sql'
import { onScopeDispose, shallowRef, useId, watch, type ShallowRef } from 'vue'
import { useWorkspaceSession } from '../../session/workspace-session.ts'
import { usePipelineEditor } from '../editor/pipeline-editor.ts'

const mostRows = 3
const pauseMs = 250

/** What an expression gives in the first rows that reach a step; asked when the typing pauses, null while not known. */
export function useExpressionResult(
  step: () => Step | null,
  expression: () => string,
): Readonly<ShallowRef<readonly string[] | null>> {
  const session = useWorkspaceSession()
  const editor = usePipelineEditor()
  const field = useId()
  const values = shallowRef<readonly string[] | null>(null)
  let stop = new AbortController()
  let pause: ReturnType<typeof setTimeout> | undefined
  const source = () => {
    const shown = step()
    const [edge] = shown ? inputEdges(editor.pipeline.value, shown.id, 'in') : []
    return edge ? { step: edge.from, port: edge.fromPort ?? ('main' as const) } : null
  }
  const end = (): void => {
    clearTimeout(pause)
    stop.abort()
  }
  const ask = async (from: NonNullable<ReturnType<typeof source>>, text: string): Promise<void> => {
    const mine = new AbortController()
    stop = mine
    const answer = await session.askExpression({
      field,
      ...from,
      expression: text,
      parameters: parametersOf(editor.pipeline.value),
      most: mostRows,
      signal: mine.signal,
    })
    if (!mine.signal.aborted) values.value = answer.ok ? answer.value : null
  }
  watch(
    () => {
      const from = source()
      // The name of a table is the hash of its content, so the same name is the same question.
      const table = from ? editor.compiledOf(from.step)?.table : null
      return JSON.stringify([from, table, expression()])
    },
    () => {
      end()
      values.value = null
      const [from, text] = [source(), expression()]
      if (!from || text.trim() === '') return
      pause = setTimeout(() => void ask(from, text), pauseMs)
    },
    { immediate: true },
  )
  onScopeDispose(end)
  return values
}
