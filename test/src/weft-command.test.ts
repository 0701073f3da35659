import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { completeSettings, formatPipeline, type Pipeline, type Step } from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { newFolder } from '../support/start-space.ts'

const root = join(import.meta.dirname, '../..')
const command = join(root, 'dist/cli/weft.js')

function weft(args: readonly string[], cwd: string): Promise<{ exit: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd }, (error, out, err) =>
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, said: out + err }),
    )
  })
}

const source: Step = {
  id: 'st_0000000001',
  kind: 'dataset',
  title: {},
  settings: { dataset: 'flights' },
}
const group: Step = {
  id: 'st_0000000002',
  kind: 'group',
  title: {},
  settings: completeSettings('group', {
    by: [{ id: 'it_0000000001', column: 'origin' }],
    aggregates: [{ id: 'it_0000000002', function: 'count', name: 'flights' }],
  }),
}
const output: Step = {
  id: 'st_0000000003',
  kind: 'output',
  title: {},
  settings: completeSettings('output', { name: 'by_origin' }),
}
const pipeline: Pipeline = {
  id: 'pl_0000000000',
  title: {},
  steps: { [source.id]: source, [group.id]: group, [output.id]: output },
  edges: [
    { id: 'ed_0000000001', from: source.id, to: group.id, port: 'in', order: 'a0' },
    { id: 'ed_0000000002', from: group.id, to: output.id, port: 'in', order: 'a0' },
  ],
  positions: {},
}

test('the built command runs a pipeline on CSV and on Parquet, from any folder, with the same result', async () => {
  const folder = newFolder()
  const path = (name: string) => join(folder.path, name)
  try {
    await writeFile(path('p.json'), formatPipeline(pipeline))
    const flights = join(root, 'sandbox/packs/logistics/flights.csv')
    const csv = await weft(
      ['run', 'p.json', '--data', `flights=${flights}`, '--out', 'csv', '--as', 'parquet'],
      folder.path,
    )
    expect(csv).toMatchObject({ exit: 0 })
    const again = { ...source, settings: { dataset: 'counts' } } as Step
    const steps = { [again.id]: again, [output.id]: output }
    const edges = [
      { id: 'ed_0000000001', from: again.id, to: output.id, port: 'in', order: 'a0' } as const,
    ]
    await writeFile(path('q.json'), formatPipeline({ ...pipeline, steps, edges }))
    const data = ['--data', 'counts=csv/by_origin.parquet']
    expect(await weft(['run', 'q.json', ...data, '--out', 'out'], folder.path)).toMatchObject({
      exit: 0,
    })
    const lines = (await readFile(path('out/by_origin.csv'), 'utf8')).trim().split('\n')
    expect(lines[0]).toBe('origin,flights')
    const total = lines.slice(1).reduce((sum, line) => sum + Number(line.split(',')[1]), 0)
    expect(total).toBe(20_000)
    expect((await weft(['dance'], folder.path)).exit).toBe(2)
  } finally {
    folder.remove()
  }
})
