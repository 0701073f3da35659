import url from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'

/** Where the built page finds the engine file; entry `@weft/query-engine/engine-url`, for Vite only. */
export const engineUrl: string = url
