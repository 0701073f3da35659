/** Compiles the engine file while it downloads. */
async function compileFrom(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The engine file could not be loaded (${response.status}).`)
  const isWasm = response.headers.get('content-type')?.startsWith('application/wasm') ?? false
  return isWasm
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer())
}

/** A loader that downloads and compiles the engine file once and keeps it; a failed download is tried again. */
export function engineModuleLoader(url: string): () => Promise<WebAssembly.Module> {
  let kept: Promise<WebAssembly.Module> | null = null
  return () => {
    kept ??= compileFrom(url).catch((error: unknown) => {
      kept = null
      throw error
    })
    return kept
  }
}
