import { readFileSync } from 'node:fs'
import { mkdir, rm, symlink } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const outDir = here('../../dist/server')
const { dependencies } = JSON.parse(readFileSync(here('./package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
const external = Object.keys(dependencies).filter((name) => !name.startsWith('@weft/'))

/** Lets the built server find the libraries that stay outside of it: they are installed beside this package. */
function linkLibraries(): Plugin {
  return {
    name: 'link-libraries',
    async closeBundle() {
      await mkdir(outDir, { recursive: true })
      await rm(`${outDir}/node_modules`, { recursive: true, force: true })
      await symlink(here('./node_modules'), `${outDir}/node_modules`, 'junction')
    },
  }
}

export default defineConfig({
  root: here('.'),
  plugins: [linkLibraries()],
  ssr: { noExternal: true, external },
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rollupOptions: {
      external: external.map((name) => new RegExp(`^${name}(?:/|$)`)),
      input: {
        main: here('./src/main.ts'),
        'document-worker': here('./src/sync/document-worker.ts'),
        'pglite-worker': here('./src/store/pglite-worker.ts'),
        'native-engine-worker': here('./src/native-engine/native-engine-worker.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
})
