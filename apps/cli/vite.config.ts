import { chmod, mkdir, rm, symlink } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const outDir = here('../../dist/cli')

/** Lets the built command find its engine, which is installed beside this package, and be started by its name. */
function finishCommand(): Plugin {
  return {
    name: 'finish-command',
    async closeBundle() {
      await mkdir(outDir, { recursive: true })
      await rm(`${outDir}/node_modules`, { recursive: true, force: true })
      await symlink(here('./node_modules'), `${outDir}/node_modules`, 'junction')
      await chmod(`${outDir}/weft.js`, 0o755)
    },
  }
}

export default defineConfig({
  root: here('.'),
  plugins: [finishCommand()],
  ssr: { noExternal: true, external: ['@duckdb/node-api'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      external: [/^@duckdb\//],
      input: { weft: here('./src/main.ts') },
      output: { entryFileNames: '[name].js', banner: '#!/usr/bin/env node' },
    },
  },
})
