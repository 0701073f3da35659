declare module '*/duckdb-browser-blocking.cjs' {
  export { createDuckDB, DEFAULT_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking'
}
