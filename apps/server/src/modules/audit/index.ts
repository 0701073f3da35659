export { appendEvent, type Actor, type AuditEntry } from './append-event.ts'
export { verifyChain, type ChainVerdict } from './verify-chain.ts'
