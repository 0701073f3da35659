import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** The sealed page of a released app. Its worker is inlined, because a page with an opaque origin may start none by address. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/player/',
  plugins: [vue()],
  worker: { format: 'iife' },
  build: {
    outDir: '../../dist/player',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4_000,
  },
})
