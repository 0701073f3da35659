export { dialectFailures } from './dialect-failures.ts'
export { dbtProject, type DbtRequest } from './dbt/dbt-project.ts'
export { readableNames, type NameLetters } from './readable-names.ts'
export { dialectNames, type DialectName } from './write/dialect.ts'
export {
  exportScript,
  type Script,
  type ScriptRequest,
  type ScriptSource,
  type StepRemark,
} from './export-script.ts'
