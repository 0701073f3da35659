export { makeXlsx } from './testing/make-xlsx.ts'
