import { DuckDBInstance } from '@duckdb/node-api'
import type { Language } from '@weft/kernel'
import {
  completeSettings,
  formatPipeline,
  type Pipeline,
  type Step,
  type StepOf,
} from '@weft/pipeline-model'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const source: Step = {
  id: 'st_0000000001',
  kind: 'dataset',
  title: { en: 'All arrivals' },
  settings: { dataset: 'ds_arrivals' },
}
const late: StepOf<'filter'> = {
  id: 'st_0000000002',
  kind: 'filter',
  title: { en: 'Late {{ ones }}' },
  settings: completeSettings('filter', { expression: '"minutes" > 10' }),
}
const output: Step = {
  id: 'st_0000000003',
  kind: 'output',
  title: {},
  settings: completeSettings('output', { name: 'late_arrivals' }),
}

function pipelineOf(middle: Step): Pipeline {
  return {
    id: 'pl_0000000000',
    title: { en: 'Arrivals' },
    steps: { [source.id]: source, [middle.id]: middle, [output.id]: output },
    edges: [
      { id: 'ed_0000000001', from: source.id, to: middle.id, port: 'in', order: 'a0' },
      { id: 'ed_0000000002', from: middle.id, to: output.id, port: 'in', order: 'a0' },
    ],
    positions: {},
  }
}

const csv = 'airport,minutes\nGRZ,5\nLYS,12\nPVG,40\n'

describe('weft on the command line', () => {
  let folder: string
  let said: { out: string; err: string }

  const path = (name: string) => join(folder, name)
  const weft = (args: readonly string[], language: Language = 'en') => {
    said = { out: '', err: '' }
    return runCli(args, {
      language,
      out: (text) => void (said.out += `${text}\n`),
      err: (text) => void (said.err += `${text}\n`),
    })
  }
  const data = () => ['--data', `ds_arrivals=${path('arrivals.csv')}`]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weft-cli-'))
    await writeFile(path('arrivals.csv'), csv)
    await writeFile(path('p.weft.json'), formatPipeline(pipelineOf(late)))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('run writes each output to a file of its name', async () => {
    expect(await weft(['run', path('p.weft.json'), ...data(), '--out', path('results')])).toBe(0)
    expect(await readFile(path('results/late_arrivals.csv'), 'utf8')).toBe(
      'airport,minutes\nLYS,12\nPVG,40\n',
    )
    expect(said.out).toContain('(rows: 2)')
  })

  test('[COMP-5] run names the step that is to blame, also when it is worked out inside another', async () => {
    const tooLarge: Step = {
      id: 'st_0000000002',
      kind: 'compute',
      title: { en: 'Far too large' },
      settings: completeSettings('compute', {
        columns: [{ id: 'it_0000000001', name: 'x', expression: 'minutes * 9223372036854775807' }],
      }),
    }
    await writeFile(path('p.weft.json'), formatPipeline(pipelineOf(tooLarge)))
    expect(await weft(['run', path('p.weft.json'), ...data(), '--out', path('r')])).not.toBe(0)
    expect(said.err).toContain('Far too large')
    expect(said.err).toMatch(/overflow|out of range/i)
  })

  test('run reads and writes Parquet too', async () => {
    const file = path('p.weft.json')
    await weft(['run', file, ...data(), '--out', folder, '--as', 'parquet'])
    const again = ['--data', `ds_arrivals=${path('late_arrivals.parquet')}`]
    expect(await weft(['run', file, ...again, '--out', path('again')])).toBe(0)
    expect(await readFile(path('again/late_arrivals.csv'), 'utf8')).toContain('PVG,40')
  })

  test('a SQL step cannot read a file beside the pipeline', async () => {
    const settings = { sql: `SELECT * FROM read_text('${path('arrivals.csv')}')` }
    const sneaky: Step = { id: late.id, kind: 'sql', title: {}, settings }
    await writeFile(path('sneaky.json'), formatPipeline(pipelineOf(sneaky)))
    expect(await weft(['run', path('sneaky.json'), ...data(), '--out', path('x')])).toBe(1)
    expect(await readdir(path('x'))).toEqual([])
  })

  test('check says in both languages what stands in the way, by step', async () => {
    expect(await weft(['check', path('p.weft.json'), ...data()])).toBe(0)
    expect(said.out).toContain('No problems in 3 steps')
    expect(await weft(['check', path('p.weft.json')])).toBe(1)
    expect(said.err).toContain('All arrivals: ')
    expect(said.err).toContain('--data ds_arrivals=FILE')
    expect(await weft(['check', path('p.weft.json'), ...data()], 'zh')).toBe(0)
    expect(said.out).toContain('3 个步骤均无问题')
  })

  test('sql prints one script that gives the same rows on a bare engine', async () => {
    expect(await weft(['sql', path('p.weft.json'), ...data()])).toBe(0)
    expect(said.out).not.toMatch(/[wd]_[0-9a-f]{16}/)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`CREATE TABLE ds_arrivals AS FROM read_csv('${path('arrivals.csv')}')`)
    await connection.run(said.out)
    const rows = (await connection.runAndReadAll('FROM late_arrivals')).getRows()
    expect(rows.map((row) => row.map(String))).toEqual([
      ['LYS', '12'],
      ['PVG', '40'],
    ])
    connection.closeSync()
    instance.closeSync()
  })

  test('export-dbt writes models that refer to each other, with contracts on outputs', async () => {
    expect(await weft(['export-dbt', path('p.weft.json'), ...data(), '--out', path('dbt')])).toBe(0)
    const model = await readFile(path('dbt/models/late_arrivals.sql'), 'utf8')
    expect(model).toContain("{{ ref('late_ones') }}")
    expect(await readFile(path('dbt/models/all_arrivals.sql'), 'utf8')).toContain(
      "{{ source('weft', 'ds_arrivals') }}",
    )
    const models = JSON.parse(await readFile(path('dbt/models/models.yml'), 'utf8')) as {
      models: { name: string; config: object; columns: object[] }[]
    }
    expect(models.models.find(({ name }) => name === 'late_arrivals')).toMatchObject({
      config: { materialized: 'table', contract: { enforced: true } },
      columns: [
        { name: 'airport', data_type: 'VARCHAR' },
        { name: 'minutes', data_type: 'BIGINT' },
      ],
    })
  })

  test('export-dbt turns a check into tests of its model, which fail on the very rows the check finds', async () => {
    const rules = [
      { id: 'it_0000000001' as const, rule: 'not-empty' as const, column: 'airport' },
      { id: 'it_0000000002' as const, rule: 'range' as const, column: 'minutes', most: 30 },
    ]
    const settings = completeSettings('check', { rules, action: 'warn' })
    const check: Step = { id: late.id, kind: 'check', title: { en: 'Sound' }, settings }
    await writeFile(path('c.json'), formatPipeline(pipelineOf(check)))
    await weft(['export-dbt', path('c.json'), ...data(), '--out', path('dbt')])
    const models = JSON.parse(await readFile(path('dbt/models/models.yml'), 'utf8')) as {
      models: { name: string; columns: object[] }[]
    }
    expect(models.models.find(({ name }) => name === 'sound')?.columns[0]).toMatchObject({
      name: 'airport',
      data_tests: [{ not_null: { config: { severity: 'warn' } } }],
    })
    const test = await readFile(path('dbt/tests/sound_rules.sql'), 'utf8')
    expect(test).toContain("config(severity = 'warn')")
    // What dbt does with the templates, done by hand.
    const sql = test
      .replace(/\{\{ config.*\}\}/, '')
      .replace(/\{\{ ref\('all_arrivals'\) \}\}/g, 'a')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`CREATE TABLE a AS FROM read_csv('${path('arrivals.csv')}')`)
    const rows = (await connection.runAndReadAll(sql)).getRows()
    expect(rows.map((row) => row.map(String))).toEqual([[expect.any(String), 'PVG', '40']])
    connection.closeSync()
    instance.closeSync()
  })

  test('run takes a file in the place of a table brought into a workspace, in the types it had there', async () => {
    const columns = [
      { name: 'airport', type: 'VARCHAR' },
      { name: 'minutes', type: 'VARCHAR' },
    ]
    const table = { digest: 'e'.repeat(64), fileName: 'arrivals.xlsx', rows: 3, columns }
    const upload: Step = { id: source.id, kind: 'upload', title: {}, settings: { table } }
    const sorted: Step = {
      id: late.id,
      kind: 'filter',
      title: {},
      settings: completeSettings('filter', { expression: '"minutes" = \'05\'' }),
    }
    const pipeline = pipelineOf(sorted)
    const steps = { ...pipeline.steps, [upload.id]: upload }
    await writeFile(path('u.json'), formatPipeline({ ...pipeline, steps }))
    await writeFile(path('codes.csv'), 'airport,minutes\nGRZ,05\nLYS,12\n')
    const file = ['run', path('u.json'), '--out', path('results')]
    expect(await weft(file)).toBe(2)
    expect(said.err).toContain('arrivals.xlsx')
    expect(await weft([...file, '--data', `${upload.id}=${path('codes.csv')}`])).toBe(0)
    expect(await readFile(path('results/late_arrivals.csv'), 'utf8')).toBe(
      'airport,minutes\nGRZ,05\n',
    )
    expect(await weft([...file, '--data', `${upload.id}=${path('nowhere.csv')}`])).toBe(2)
  })

  test('sql writes another dialect, and names each step that cannot be carried over', async () => {
    const args = ['sql', path('p.weft.json'), ...data(), '--dialect']
    expect(await weft([...args, 'postgres'])).toBe(0)
    expect(said.out).toContain('CREATE TEMP TABLE')
    expect(said.out).toContain('COLLATE "C"')
    const settings = completeSettings('sample', { how: 'rows', count: 1, seed: 1 })
    const sample: Step = { id: late.id, kind: 'sample', title: { en: 'Some rows' }, settings }
    await writeFile(path('s.json'), formatPipeline(pipelineOf(sample)))
    expect(await weft(['sql', path('s.json'), ...data(), '--dialect', 'trino'])).toBe(1)
    expect(said.out).toBe('')
    expect(said.err).toContain('Some rows: Trino has nothing that gives the same as “hash”')
    expect(await weft([...args, 'oracle'])).toBe(2)
  })

  test('a value that looks like a template stays a value in the dbt project', async () => {
    const settings = completeSettings('filter', { expression: '"airport" <> \'{{ x }}\'' })
    await writeFile(path('t.json'), formatPipeline(pipelineOf({ ...late, settings })))
    expect(await weft(['export', 'dbt', path('t.json'), ...data(), '--out', path('dbt')])).toBe(0)
    const model = await readFile(path('dbt/models/late_ones.sql'), 'utf8')
    expect(model).toContain("{{ '{{' }} x }}")
  })

  test('format writes the canonical form, and check refuses any other', async () => {
    const file = path('p.weft.json')
    const canonical = await readFile(file, 'utf8')
    await writeFile(file, JSON.stringify(JSON.parse(canonical)))
    expect(await weft(['format', file, '--check'])).toBe(1)
    expect(await weft(['format', file, '--write'])).toBe(0)
    expect(await readFile(file, 'utf8')).toBe(canonical)
    expect(await weft(['format', file, '--check'])).toBe(0)
  })

  test('diff tells changed settings and says nothing of moves', async () => {
    const moved = { ...pipelineOf(late), positions: { [late.id]: { x: 90, y: 9 } } }
    await writeFile(path('moved.json'), formatPipeline(moved))
    expect(await weft(['diff', path('p.weft.json'), path('moved.json')])).toBe(0)
    const settings = { ...late.settings, expression: '"minutes" > 20' }
    await writeFile(path('other.json'), formatPipeline(pipelineOf({ ...late, settings })))
    expect(await weft(['diff', path('p.weft.json'), path('other.json')])).toBe(1)
    expect(said.out.trim()).toMatch(/^~ step st_0000000002: expression: .*10.* → .*20/)
  })

  test('help is a result: it goes to the output and the exit code is 0', async () => {
    for (const args of [['--help'], ['-h'], ['help'], ['run', '--help']]) {
      expect(await weft(args)).toBe(0)
      expect(said.out).toContain('weft run FILE')
      expect(said.err).toBe('')
    }
  })

  test.each([
    [['dance'], 'no command "dance"'],
    [['run', 'p.json'], '--out FOLDER'],
    [['diff', 'one.json'], 'takes 2 pipeline file(s), not 1'],
    [['check', 'p.json', '--colour'], '--colour'],
    [['sql', 'p.json', '--dialect', 'oracle'], 'duckdb, postgres, spark, trino'],
    [['run', 'p.json', '--out', 'x', '--as', 'xml'], 'csv, parquet'],
  ])('a wrong call is told what is wrong with it: %s', async (args, words) => {
    expect(await weft(args)).toBe(2)
    expect(said.err).toContain(words)
  })

  test('datasets are named as in the catalogue, and a name nothing is called by is refused', async () => {
    const dotted: Step = { ...source, settings: { dataset: 'logistics.air-ports' } }
    const pipeline = pipelineOf(late)
    const steps = { ...pipeline.steps, [dotted.id]: dotted }
    await writeFile(path('d.json'), formatPipeline({ ...pipeline, steps }))
    const table = path('arrivals.csv')
    expect(await weft(['check', path('d.json'), '--data', `logistics.air-ports=${table}`])).toBe(0)
    expect(await weft(['check', path('d.json'), '--data', `logistics.airports=${table}`])).toBe(2)
    expect(said.err).toContain('"logistics.airports"')
    expect(said.err).toContain('logistics.air-ports')
  })

  test('run says on which step an output is lost, writes the others and exits with 1', async () => {
    const broken: Step = {
      id: 'st_0000000004',
      kind: 'filter',
      title: { en: 'Half done' },
      settings: completeSettings('filter', { expression: 'minutes >' }),
    }
    const lost: Step = {
      ...output,
      id: 'st_0000000005',
      settings: { ...completeSettings('output', { name: 'lost' }) },
    }
    const pipeline = pipelineOf(late)
    const edges = [
      ...pipeline.edges,
      { id: 'ed_0000000003', from: source.id, to: broken.id, port: 'in', order: 'a0' },
      { id: 'ed_0000000004', from: broken.id, to: lost.id, port: 'in', order: 'a0' },
    ] as const
    const steps = { ...pipeline.steps, [broken.id]: broken, [lost.id]: lost }
    await writeFile(path('half.json'), formatPipeline({ ...pipeline, steps, edges }))
    expect(await weft(['run', path('half.json'), ...data(), '--out', path('half')])).toBe(1)
    expect(await readdir(path('half'))).toEqual(['late_arrivals.csv'])
    expect(said.err).toContain('Half done: ')
    expect(said.err).toMatch(/cannot be computed: lost/)
  })

  test('a call that fails makes no folder, and a folder that cannot be made is told', async () => {
    expect(await weft(['run', path('nowhere.json'), '--out', path('new')])).toBe(2)
    expect(await readdir(folder)).not.toContain('new')
    const file = path('arrivals.csv')
    expect(await weft(['run', path('p.weft.json'), ...data(), '--out', file])).toBe(2)
    expect(said.err).toContain('cannot be written to')
    expect(await weft(['export', 'dbt', path('p.weft.json'), ...data(), '--out', file])).toBe(2)
  })

  test.each([
    [['dance']],
    [['run', 'p.json']],
    [['diff', 'one.json']],
    [['check', 'p.json', '--data', 'ds_a=secret.exe']],
    [['check', '/nowhere/p.json']],
  ])('a call that cannot be done exits with 2: %s', async (args) => {
    expect(await weft(args)).toBe(2)
    expect(said.err).not.toBe('')
    expect(said.out).toBe('')
  })

  test('a file that is no pipeline, and a table that is none, are named', async () => {
    expect(await weft(['check', path('arrivals.csv')])).toBe(2)
    expect(said.err).toContain('is not a pipeline')
    await writeFile(path('bad.parquet'), 'no')
    const args = ['check', path('p.weft.json'), '--data', `ds_arrivals=${path('bad.parquet')}`]
    expect(await weft(args)).toBe(2)
    expect(said.err).toContain('bad.parquet')
  })
})
