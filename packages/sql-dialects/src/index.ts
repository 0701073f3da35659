export { dialectFailures } from './dialect-failures.ts'
export { readableNames } from './readable-names.ts'
export { dialectNames, type DialectName } from './write/dialect.ts'
export {
  exportScript,
  type Script,
  type ScriptRequest,
  type ScriptSource,
  type StepRemark,
} from './export-script.ts'
