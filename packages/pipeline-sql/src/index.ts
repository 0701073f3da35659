export { compilePipeline } from './compile-pipeline.ts'
export { compiledInside } from './compiled-inside.ts'
export {
  compiledPort,
  innerStep,
  nothingCompiled,
  type CompiledPipeline,
  type CompiledPort,
  type CompiledStep,
  type CompiledTable,
  type DescribedSteps,
  type UndescribedStep,
} from './compiled-pipeline.ts'
export type { SourceTable } from './compile-scope.ts'
export type { ColumnLineage, ColumnOrigin, Reach } from './steps/step-draft.ts'
export { sourceColumnsOf, type SourceColumn } from './column-origins.ts'
export { completionsForSql, type CompletionTable } from './sql-completions.ts'
export { checkSql } from './sql-gate.ts'
export { quoteName, quoteText, sourceTableName, stepTableName } from './quoting.ts'
export {
  canCast,
  castTypes,
  commonType,
  familyOf,
  isNumeric,
  parseCastType,
  type TypeFamily,
} from './column-types.ts'
export { readConditions } from './conditions/read-conditions.ts'
export { writeConditions, type WrittenConditions } from './conditions/write-conditions.ts'
export { joinedSchema } from './steps/join-columns.ts'
export { operatorFits } from './steps/condition-sql.ts'
export { listParts, writeListPart } from './steps/read-cell.ts'
export { closestName } from './closest-name.ts'
export { checkExpression, typeOf, type CheckedExpression } from './expressions/check-expression.ts'
export { parseExpression } from './expressions/parse-expression.ts'
export { expressionFunctions, type ExpressionFunction } from './expressions/expression-functions.ts'
export type { Expression } from './expressions/expression-tree.ts'
export { parametersOf } from './pipeline-parameters.ts'
export { missingColumns, type MissingColumn } from './remap/missing-columns.ts'
export { planRemap, type ColumnChange, type Remap } from './remap/plan-remap.ts'
export {
  plannedViews,
  recipesFor,
  tablesFor,
  viewsBehind,
  type StepRecipe,
} from './step-recipes.ts'
export { distinctValuesSql } from './distinct-values.ts'
export { firstValuesSql } from './first-values.ts'
export type { Parameters } from './expressions/typed-expression.ts'
