/** What the page asks of the engine's worker; every request but `cancel` and `piece` gets exactly one reply with its id. */
export type EngineRequest =
  | {
      readonly kind: 'open'
      readonly id: number
      readonly module: WebAssembly.Module
      readonly memoryLimitBytes: number
    }
  | {
      readonly kind: 'insert'
      readonly id: number
      readonly table: string
      readonly bytes: Uint8Array
    }
  | { readonly kind: 'drop'; readonly id: number; readonly tables: readonly string[] }
  | {
      readonly kind: 'build'
      readonly id: number
      /** Made first, in their order; a view keeps nothing and is worked out inside what reads it. */
      readonly views: readonly WorkerStatement[]
      readonly table: (WorkerStatement & { readonly wasView: boolean }) | null
    }
  | { readonly kind: 'count'; readonly id: number; readonly table: string }
  | { readonly kind: 'select'; readonly id: number; readonly sql: string }
  | {
      readonly kind: 'describe'
      readonly id: number
      readonly sql: string
      readonly inputs: readonly WorkerTableShape[]
    }
  | { readonly kind: 'cancel' }
  | {
      /** A part of a large table's bytes, on its way before the `insert` that names it. */
      readonly kind: 'piece'
      readonly bytes: Uint8Array
      readonly isFirst: boolean
    }

/** The SELECT behind a table or view. */
export interface WorkerStatement {
  readonly table: string
  readonly sql: string
}

/** A table's name and columns as they travel to the worker. */
export interface WorkerTableShape {
  readonly table: string
  readonly schema: readonly { readonly name: string; readonly type: string }[]
}

/** Why a request was not answered: the statement's fault, a cancellation, too little memory, or a dead instance. */
export type EngineTrouble = 'statement' | 'cancelled' | 'memory' | 'dead'

/** The worker's answer: Arrow IPC bytes where the request has rows, else empty parts. */
export type EngineReply =
  | {
      readonly id: number
      readonly ok: true
      /** The DESCRIBE of the statement, as Arrow IPC. */
      readonly description: Uint8Array | null
      /** Messages of one Arrow IPC stream, in order. */
      readonly parts: readonly Uint8Array[]
      /** The memory the engine uses after a request that changed it. */
      readonly usedBytes: number | null
    }
  | {
      readonly id: number
      readonly ok: false
      readonly trouble: EngineTrouble
      readonly message: string
    }
