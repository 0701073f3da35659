import {
  foldName,
  isOutputName,
  problem,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { parameterType, parameterValue } from '../pipeline-parameters.ts'
import { quoteName } from '../quoting.ts'
import { draftOf, type StepDraft } from './step-draft.ts'

/** A named value as a table of one cell. */
export function compileParameter(
  settings: StepSettings['parameter'],
  { parameterNames }: CompileScope,
): StepDraft {
  const problems: Problem[] = []
  const { name } = settings
  if (!isOutputName(name)) problems.push(problem('parameter.name-unfit', {}, { setting: 'name' }))
  else if (parameterNames.has(foldName(name)))
    problems.push(problem('parameter.name-taken', { name }, { setting: 'name' }))
  parameterNames.add(foldName(name))
  const type = parameterType(settings)
  const value = parameterValue(settings)
  if (!value && isOutputName(name)) {
    const args = { value: settings.value.slice(0, 60), type }
    problems.push(problem('parameter.value-unfit', args, { setting: 'value' }))
  }
  const sql = `SELECT ${value?.sql ?? 'NULL'} AS ${quoteName(name)}`
  return draftOf(problems, [{ name, type, origins: [] }], sql, true)
}
