export { hubComparisons as cases } from '../hub/compare-hubs.ts'
