import type { Problem } from '@weft/pipeline-model'
import { monaco } from './load-monaco.ts'

/** The problems of an SQL step as marks in its text: on their line where they know it, on the whole text otherwise. */
export function sqlMarkers(
  model: monaco.editor.ITextModel,
  problems: readonly Problem[],
  say: (problem: Problem) => string,
): monaco.editor.IMarkerData[] {
  return problems.map((problem) => {
    const known = Number(
      problem.args['line'] ?? /LINE (\d+)/.exec(String(problem.args['reason']))?.[1],
    )
    const line = known >= 1 && known <= model.getLineCount() ? known : null
    return {
      severity:
        problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      message: say(problem),
      startLineNumber: line ?? 1,
      startColumn: 1,
      endLineNumber: line ?? model.getLineCount(),
      endColumn: model.getLineMaxColumn(line ?? model.getLineCount()),
    }
  })
}
