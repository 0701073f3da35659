import type { Outcome } from '@weft/kernel'
import type { Pipeline, Schema } from '@weft/pipeline-model'
import { compilePipeline, type CompiledPipeline, type SourceTable } from '@weft/pipeline-sql'
import type { QueryEngine } from '@weft/query-engine'
import { isSameStructure } from './same-structure.ts'

/** Keeps a compiled pipeline up to date with the document and with what the engine says of SQL steps. */
export interface CompileLoop {
  read(): CompiledPipeline
  /** What another pipeline would come to now; nothing is asked or kept. */
  readonly preview: (pipeline: Pipeline) => CompiledPipeline
  setPipeline(pipeline: Pipeline): void
  setSources: (sources: Readonly<Record<string, SourceTable>>) => void
  dispose(): void
}

/** What the loop needs from outside. */
export interface CompileLoopParts {
  readonly engine: Pick<QueryEngine, 'describe'>
  readonly pipeline: Pipeline
  readonly onChange: (compiled: CompiledPipeline) => void
}

/** Opens the loop: pure compiling at once, and once more for every SQL step the engine has described. */
export function openCompileLoop({ engine, pipeline, onChange }: CompileLoopParts): CompileLoop {
  const described = new Map<string, Outcome<Schema>>()
  const asked = new Set<string>()
  // Before the catalogue is known nothing can be said of any step, least of all that its dataset is missing.
  let sources: Readonly<Record<string, SourceTable>> | null = null
  let current = pipeline
  const compile = (wanted: Pipeline): CompiledPipeline =>
    sources
      ? compilePipeline(wanted, sources, described)
      : compilePipeline({ ...wanted, steps: {}, edges: [] }, {}, described)
  let compiled = compile(current)
  let isOpen = true

  const recompile = (): void => {
    compiled = compile(current)
    askUndescribed()
    onChange(compiled)
  }
  const askUndescribed = (): void => {
    for (const entry of compiled.undescribed) {
      if (asked.has(entry.hash)) continue
      asked.add(entry.hash)
      void engine.describe(entry.sql, entry.inputs).then((answer) => {
        if (!isOpen) return
        if (isPassing(answer)) {
          // The engine was restarting; the next change asks again.
          asked.delete(entry.hash)
          return
        }
        described.set(entry.hash, answer)
        recompile()
      })
    }
  }

  askUndescribed()
  return {
    read: () => compiled,
    preview: compile,
    setPipeline: (next) => {
      // Where steps lie says nothing of what they come to.
      const isMoved = isSameStructure(current, next)
      current = next
      if (!isMoved) recompile()
    },
    setSources: (next) => {
      sources = next
      recompile()
    },
    dispose: () => {
      isOpen = false
    },
  }
}

/** Refusals that say nothing about the statement itself. */
function isPassing(answer: Outcome<Schema>): boolean {
  return (
    !answer.ok &&
    ['engine.overtaken', 'engine.cancelled', 'engine.restarted', 'engine.not-started'].includes(
      answer.failure.code,
    )
  )
}
