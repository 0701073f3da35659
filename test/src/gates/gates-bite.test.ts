import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders: string[] = []

/** A small project with the real configuration and only these files. */
function project(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'weft-gate-'))
  folders.push(folder)
  for (const name of ['eslint.config.js', '.prettierrc.json', '.dependency-cruiser.cjs']) {
    cpSync(join(root, name), join(folder, name))
  }
  cpSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const tsconfig = JSON.stringify({
  extends: './tsconfig.base.json',
  compilerOptions: { outDir: '.tsbuild' },
  include: ['**/*.ts'],
})

/** Runs an installed tool in a folder; resolves to its exit code and all it printed. */
function run(
  folder: string,
  script: string,
  args: string[],
): Promise<{ exit: number; text: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'node_modules', script), ...args],
      { cwd: folder },
      (error, stdout, stderr) => {
        const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
        resolve({ exit, text: stdout + stderr })
      },
    )
  })
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const sound = 'export const answer: number = 42\n'

describe('every gate lets sound code pass and bites on a planted fault', () => {
  test('format', async () => {
    const args = ['--check', 'a.ts']
    expect((await run(project({ 'a.ts': sound }), 'prettier/bin/prettier.cjs', args)).exit).toBe(0)
    const bad = await run(
      project({ 'a.ts': 'export const a = "1";' }),
      'prettier/bin/prettier.cjs',
      args,
    )
    expect(bad.exit).not.toBe(0)
    expect(bad.text).toContain('a.ts')
  })

  test.each([
    ['a cast to any', 'export const a = (1 as any) as string\n', 'no-restricted-syntax'],
    ['a promise nobody waits for', 'Promise.resolve(1)\n', 'no-floating-promises'],
    ['a star export', "export * from './b.ts'\n", 'no-restricted-syntax'],
    [
      'an unused disable',
      '// eslint-disable-next-line\nexport const a = 1\n',
      'Unused eslint-disable',
    ],
  ])('lint refuses %s', async (_, text, rule) => {
    const files = { 'a.ts': text, 'b.ts': sound, 'tsconfig.json': tsconfig }
    const bad = await run(project(files), 'eslint/bin/eslint.js', ['a.ts', '--max-warnings', '0'])
    expect(bad.exit).not.toBe(0)
    expect(bad.text).toContain(rule)
    const good = await run(project(files), 'eslint/bin/eslint.js', ['b.ts', '--max-warnings', '0'])
    expect(good.exit).toBe(0)
  })

  test('types', async () => {
    const bad = project({ 'a.ts': "export const a: number = 'x'\n", 'tsconfig.json': tsconfig })
    expect((await run(bad, 'vue-tsc/bin/vue-tsc.js', ['-b'])).text).toContain('TS2322')
    const good = project({ 'a.ts': sound, 'tsconfig.json': tsconfig })
    expect((await run(good, 'vue-tsc/bin/vue-tsc.js', ['-b'])).exit).toBe(0)
  })

  test.each([
    [
      'a lower layer that imports a higher one',
      'packages/kernel/src/a.ts',
      "import '../../documents/src/index.ts'\n",
      'layers: kernel',
    ],
    [
      'a package entered by a side door',
      'packages/documents/src/a.ts',
      "import '../../kernel/src/inside.ts'\n",
      'enter-a-package-by-its-front-door',
    ],
    [
      'a package that imports an application',
      'packages/kernel/src/a.ts',
      "import '../../../apps/server/src/main.ts'\n",
      'packages-never-import-apps',
    ],
    [
      'a heavy library outside its owner',
      'packages/kernel/src/a.ts',
      "import 'vue'\n",
      'owner: vue|pinia',
    ],
  ])('layers refuse %s', async (_, file, text, rule) => {
    const folder = project({
      'packages/kernel/src/index.ts': sound,
      'packages/kernel/src/inside.ts': sound,
      'packages/documents/src/index.ts': sound,
      'apps/server/src/main.ts': sound,
      [file]: text,
    })
    const bad = await run(folder, 'dependency-cruiser/bin/dependency-cruise.mjs', [
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'packages',
    ])
    expect(bad.text).toContain(rule)
    expect(bad.exit).not.toBe(0)
  })

  test('dead code', async () => {
    const files = {
      'package.json': '{ "name": "x", "private": true, "type": "module" }',
      'knip.json': '{ "entry": ["main.ts"], "project": ["*.ts"] }',
      'main.ts': "import { used } from './a.ts'\nused()\n",
    }
    const good = project({ ...files, 'a.ts': 'export function used(): void {}\n' })
    expect((await run(good, 'knip/bin/knip.js', ['--include', 'files,exports'])).exit).toBe(0)
    const bad = project({
      ...files,
      'a.ts': 'export function used(): void {}\nexport function forgotten(): void {}\n',
    })
    const report = await run(bad, 'knip/bin/knip.js', ['--include', 'files,exports'])
    expect(report.exit).not.toBe(0)
    expect(report.text).toContain('forgotten')
  })

  test('tests: a failing test and a file that breaks while loading both count as failed', async () => {
    const folder = project({
      'package.json': '{ "type": "module" }',
      'a.test.ts':
        "import { expect, test } from 'vitest'\ntest('no', () => expect(1).toBe(2))\ntest('yes', () => expect(1).toBe(1))\n",
      'b.test.ts': "throw new Error('broken')\n",
    })
    cpSync(join(root, 'test/support/closing-line.ts'), join(folder, 'closing-line.ts'))
    const report = await run(folder, 'vitest/vitest.mjs', ['run', '--reporter=./closing-line.ts'])
    expect(report.exit).not.toBe(0)
    expect(report.text).toContain('1 passed, 2 failed, 0 skipped')
  })

  test('build: an import that does not exist', async () => {
    const folder = project({
      'package.json': '{ "type": "module" }',
      'index.html': '<script type="module" src="./a.ts"></script>',
      'a.ts': "import { nothing } from './missing.ts'\nnothing()\n",
    })
    const report = await run(folder, 'vite/bin/vite.js', ['build'])
    expect(report.exit).not.toBe(0)
    expect(report.text).toContain('missing.ts')
  })
})
