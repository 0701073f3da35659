import type { Page } from 'playwright-core'
import { openBrowser } from '../../support/open-browser.ts'
import { openEnginePage } from '../../support/engine-page.ts'
import { recipesFor, type CompiledTable, type Reach } from '@weft/pipeline-sql'
import { OwnMeasure, type BenchCase } from '../measure.ts'

const stepCount = 30

/** A chain of steps over a million rows: computed columns, conditions and roundings in turn. */
function chainOf(version: string): readonly CompiledTable[] {
  const tables = ['d_big', ...Array.from({ length: stepCount }, (_, at) => `w_${at}_${version}`)]
  return tables.slice(1).map((table, at): CompiledTable => {
    const input = tables[at] ?? ''
    const select = [
      `SELECT id, amount + ${at} AS amount, city FROM "${input}"`,
      `SELECT * FROM "${input}" WHERE id % 1000 <> ${at}`,
      `SELECT id, round(amount * 1.01, 2) AS amount, city FROM "${input}"`,
    ]
    const reach: Reach = at % 3 === 1 ? 'rows' : 'values'
    return { step: 'st_x', port: 'main', table, sql: select[at % 3] ?? '', inputs: [input], reach }
  })
}

/** How the product makes the last of some tables. */
function recipesOf(tables: readonly CompiledTable[]) {
  const compiled = { steps: {}, order: [], tables, outputs: [], undescribed: [] }
  return recipesFor(compiled, tables.at(-1)?.table ?? '')
}

const lastSql = (input: string, turn: number) =>
  `SELECT city, count(*) AS n, sum(amount) AS total FROM "${input}" WHERE id > ${turn} GROUP BY city`

/** The same pipeline as a person would write it: one statement. */
function handWritten(): string {
  return chainOf('x').reduce(
    (from, { sql, inputs }) => `(${sql.replace(`"${inputs[0] ?? ''}"`, from)})`,
    '"d_big"',
  )
}

async function openStage() {
  const site = await openEnginePage()
  const browser = await openBrowser()
  const page = await browser.newPage()
  await page.goto(site.address)
  await page.waitForFunction(() => 'bench' in window)
  const recipes = recipesOf(chainOf('a'))
  await page.evaluate(async (chain) => {
    const bytes = window.bench.rows(1_000_000)
    const engine = (window.shared = window.bench.open({ memoryLimitBytes: 2_000_000_000 }))
    engine.addSource('d_big', () => Promise.resolve(bytes))
    const last = chain.at(-1)?.table ?? ''
    const built = await engine.materialise(chain, last, { consumer: 'p' })
    if (!built.ok) throw new Error(JSON.stringify(built.failure))
    const bare = (window.bare = await window.bench.openBare())
    await bare.ask({ kind: 'insert', table: 'd_big', bytes })
    for (const { table, sql } of chain) {
      await bare.ask({ kind: 'run', statements: [`CREATE TEMP TABLE "${table}" AS ${sql}`] })
    }
  }, recipes)
  const dispose = async () => {
    await browser.close()
    await site.dispose()
  }
  return { page, recipes, dispose }
}

function runBare(page: Page, statements: readonly string[]): Promise<void> {
  return page.evaluate((asked) => window.bare?.ask({ kind: 'run', statements: asked }), statements)
}

function materialise(page: Page, steps: ReturnType<typeof recipesOf>): Promise<void> {
  return page.evaluate(async (chain) => {
    const table = chain.at(-1)?.table ?? ''
    const built = await window.shared?.materialise(chain, table, { consumer: 'p' })
    if (!built?.ok) throw new Error(JSON.stringify(built))
  }, steps)
}

function readRows(page: Page, table: string): Promise<void> {
  return page.evaluate(async (name) => {
    const sql = `SELECT * FROM "${name}" LIMIT 100`
    const asker = { consumer: 'rows', needs: [name], glance: true }
    const rows = await window.shared?.query(sql, asker)
    if (!rows?.ok) throw new Error(JSON.stringify(rows))
  }, table)
}

/** The longest the page was held up while a fresh engine took a million rows through all steps and showed the first. */
function longestTask(page: Page, version: string): Promise<number> {
  return page.evaluate(
    (chain) => {
      const table = chain.at(-1)?.table ?? ''
      const bytes = (window.bytes ??= window.bench.rows(1_000_000))
      return window.bench.longestTaskDuring(async () => {
        const engine = window.bench.open()
        engine.addSource('d_big', () => Promise.resolve(bytes))
        await engine.materialise(chain, table, { consumer: 'p' })
        const asker = { consumer: 'rows', needs: [table], glance: true }
        await engine.query(`SELECT * FROM "${table}" LIMIT 500`, asker)
        engine.dispose()
      })
    },
    recipesOf(chainOf(version)),
  )
}

/** The engine people get in their browser, beside the bare one in the same browser. */
export const cases: readonly BenchCase[] = [
  {
    name: 'engine: preview after changing the last of 31 steps over 1,000,000 rows',
    compares: 'step and rows / the same statement on the bare engine',
    goal: 1.3,
    rounds: 9,
    prepare: async () => {
      const { page, recipes, dispose } = await openStage()
      const input = recipes.at(-1)?.table ?? ''
      let turn = 0
      return {
        dispose,
        subject: async () => {
          const table = `w_last_${++turn}`
          const last = { table, sql: lastSql(input, turn), inputs: [input], reach: 'all' } as const
          const tables = [...chainOf('a'), { step: 'st_x', port: 'main', ...last } as const]
          await materialise(page, recipesOf(tables))
          await readRows(page, table)
        },
        baseline: async () => {
          await runBare(page, [`CREATE OR REPLACE TEMP TABLE last AS ${lastSql(input, ++turn)}`])
          await runBare(page, ['SELECT * FROM last LIMIT 100'])
        },
      }
    },
  },
  {
    name: 'engine: full run of 30 steps over 1,000,000 rows',
    compares: 'the product / one hand-written statement on the bare engine',
    goal: 1.5,
    rounds: 3,
    prepare: async () => {
      const { page, dispose } = await openStage()
      let turn = 0
      return {
        dispose,
        subject: () => materialise(page, recipesOf(chainOf(`run${++turn}`))),
        baseline: () =>
          runBare(page, [`CREATE OR REPLACE TEMP TABLE whole AS SELECT * FROM ${handWritten()}`]),
      }
    },
  },
  {
    name: 'engine: second run of an unchanged pipeline of 30 steps',
    compares: 'asking again / running it once (no query reaches the engine)',
    goal: 0.02,
    rounds: 3,
    prepare: async () => {
      const { page, recipes, dispose } = await openStage()
      let turn = 0
      return {
        dispose,
        subject: () => materialise(page, recipes),
        baseline: () => materialise(page, recipesOf(chainOf(`run${++turn}`))),
      }
    },
  },
  {
    name: 'engine: the page stays free while 1,000,000 rows run through 30 steps',
    compares: 'longest task of the page / the 50 ms of a long task (0 when there was none)',
    goal: 1,
    rounds: 3,
    prepare: async () => {
      const { page, dispose } = await openStage()
      let turn = 0
      return {
        dispose,
        subject: async () => new OwnMeasure(await longestTask(page, `free${++turn}`)),
        baseline: () => new OwnMeasure(50),
      }
    },
  },
]
