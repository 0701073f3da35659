import type { EngineTrouble } from './protocol.ts'

const deadSigns = [
  'memory access out of bounds',
  'null function',
  'unreachable',
  'signature mismatch',
  'table index is out of bounds',
  'Maximum call stack',
]

/** Reads from an error's words what kind of trouble it is. */
export function nameTrouble(error: unknown): EngineTrouble {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof WebAssembly.RuntimeError) return 'dead'
  if (/^Out of Memory Error|could not allocate|failed to (pin|allocate)/i.test(message))
    return 'memory'
  // DuckDB's own errors may quote such words from the statement; they begin with "… Error:".
  if (/^[A-Z][A-Za-z ]+ Error:/.test(message)) {
    return /^(INTERNAL|FATAL) Error/.test(message) ? 'dead' : 'statement'
  }
  return deadSigns.some((sign) => message.includes(sign)) ? 'dead' : 'statement'
}
