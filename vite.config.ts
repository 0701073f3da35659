/// <reference types="vitest/config" />
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** The workbench is the root application; the tests of the whole project hang on the same file. */
export default defineConfig({
  root: 'apps/workbench',
  plugins: [vue()],
  resolve: {
    // y-monaco names the file as older Monacos exported it.
    alias: {
      'monaco-editor/esm/vs/editor/editor.api.js': 'monaco-editor/editor/editor.api.js',
    },
  },
  worker: { format: 'es' },
  build: { outDir: '../../dist/workbench', emptyOutDir: true, target: 'es2023' },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/id': 'http://127.0.0.1:8080',
      '/player': 'http://127.0.0.1:8080',
      '/hints': { target: 'ws://127.0.0.1:8080', ws: true },
      '/sync': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
  test: {
    root: import.meta.dirname,
    reporters: ['default', './test/support/closing-line.ts'],
    // One worker less than there are cores would leave half of a small machine idle.
    maxWorkers: '100%',
    globalSetup: ['./test/support/sweep-up.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{apps,packages}/*/src/**/*.test.ts', 'sandbox/src/**/*.test.ts'],
          exclude: ['**/*.dom.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['{apps,packages}/*/src/**/*.dom.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          environment: 'node',
          include: ['test/src/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/src/**/*.browser.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
