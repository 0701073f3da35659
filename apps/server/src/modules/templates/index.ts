export { templateHandlers } from './template-handlers.ts'
