import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { openEnginePage, type EnginePage } from '../../support/engine-page.ts'
import { reportFigures } from '../../support/report-figures.ts'

describe('the engine in a real browser', () => {
  let site: EnginePage
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    site = await openEnginePage()
    browser = await openBrowser()
    page = await browser.newPage()
    await page.goto(site.address)
    await page.waitForFunction(() => 'bench' in window)
  })

  afterAll(async () => {
    await browser.close()
    await site.dispose()
  })

  test('answers a query with exact values', async () => {
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open()
      const result = await engine.query('SELECT sum(9007199254740993::BIGINT) AS total', {
        consumer: 'a',
      })
      engine.dispose()
      return result.ok
        ? { schema: result.value.schema, cell: window.bench.text(result.value, 0) }
        : result
    })
    expect(answer).toEqual({
      schema: [{ name: 'total', type: 'HUGEINT' }],
      cell: '9007199254740993',
    })
  })

  test.each([
    "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM 'x.parquet'",
    "COPY (SELECT 1) TO 'x.csv'",
    "ATTACH 'x.db'",
    'INSTALL json',
    'LOAD json',
    'SET enable_external_access = true',
    "SET memory_limit = '9GB'",
    'SELECT 1; SELECT 2',
    'CREATE TABLE t AS SELECT 1',
  ])('a query refuses %s and goes on', async (sql) => {
    const answer = await page.evaluate(async (asked) => {
      const engine = (window.shared ??= window.bench.open())
      const refused = await engine.query(asked, { consumer: 'a' })
      const after = await engine.query('SELECT 1 AS one', { consumer: 'a' })
      return { code: refused.ok ? 'ran' : refused.failure.code, alive: after.ok }
    }, sql)
    expect(answer).toEqual({ code: 'engine.statement', alive: true })
  })

  test('the lock of the engine itself refuses settings, files and networks, and cannot be undone', async () => {
    const locked = [
      "SET memory_limit = '9GB'",
      'RESET memory_limit',
      'SET GLOBAL enable_external_access = true',
      'RESET enable_external_access',
      'SET lock_configuration = false',
      'RESET lock_configuration',
      'SET autoload_known_extensions = true',
      'SET autoinstall_known_extensions = true',
    ]
    const disabled = [
      "SELECT * FROM read_csv('/etc/passwd')",
      "SELECT * FROM read_text('http://127.0.0.1:9/x')",
      "SELECT * FROM glob('*')",
      "COPY (SELECT 1) TO 'x.csv'",
      "ATTACH 'x.db'",
      "EXPORT DATABASE 'x'",
      'LOAD json',
    ]
    const before = site.asked.length
    const answers = await page.evaluate(
      (asked) => window.bench.askLocked(asked),
      [...locked, ...disabled, 'SELECT 42'],
    )
    expect(answers).toEqual([
      ...locked.map(() => expect.stringContaining('the configuration has been locked') as string),
      ...disabled.map(
        () => expect.stringMatching(/^Permission Error: .*disabled (by|through) config/) as string,
      ),
      'ran',
    ])
    expect(site.asked.slice(before).filter((path) => !/\.(js|wasm)$/.test(path))).toEqual([])
  })

  test('tells how many of the tables of a question are there', async () => {
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open()
      engine.addSource('d_x', () => Promise.resolve(window.bench.rows(1000)))
      const seen: string[] = []
      engine.progress.onChange(() => {
        const now = engine.progress.read().get('p')
        if (now) seen.push(`${now.phase} ${now.made}/${now.of}`)
      })
      const steps = [
        { table: 'w_a', sql: 'FROM d_x', inputs: ['d_x'] },
        {
          table: 'w_b',
          sql: 'SELECT city, sum(amount) AS total FROM w_a GROUP BY city',
          inputs: ['w_a'],
        },
      ]
      const built = await engine.materialise(steps, 'w_b', { consumer: 'p' })
      const left = engine.progress.read().size
      engine.dispose()
      return { built: built.ok ? built.value.rows : built.failure, seen, left }
    })
    expect(answer).toMatchObject({ built: 3, left: 0 })
    expect(answer.seen).toEqual(
      expect.arrayContaining(['loading 0/1', 'computing 0/3', 'computing 1/3', 'computing 2/3']),
    )
  })

  test('asks the server for nothing while it refuses remote files and missing extensions', async () => {
    const before = site.asked.length
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open()
      const outcomes = [
        await engine.materialise(
          [
            {
              table: 'w_i',
              sql: "SELECT * FROM read_parquet('https://example.org/x')",
              inputs: [],
            },
          ],
          'w_i',
          { consumer: 'a' },
        ),
        await engine.query("SELECT '{}'::JSON", { consumer: 'a' }),
      ]
      engine.dispose()
      return outcomes.map(({ ok }) => ok)
    })
    expect(answer).toEqual([false, false])
    expect(site.asked.slice(before).filter((path) => !path.includes('engine-worker-'))).toEqual([])
  })

  test('inserts a million rows and reads them back', async () => {
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open()
      engine.addSource('d_big', () => Promise.resolve(window.bench.rows(1_000_000)))
      const result = await engine.query(
        'SELECT count(*) AS n, count(DISTINCT city) AS cities FROM d_big',
        { consumer: 'a', needs: ['d_big'] },
      )
      engine.dispose()
      return result.ok
        ? [window.bench.text(result.value, 0), window.bench.text(result.value, 1)]
        : result
    })
    expect(answer).toEqual(['1000000', '3'])
  })

  test('[COMP-12] a million rows run through a pipeline with previews while long tasks of the page are recorded', async () => {
    const answer = await page.evaluate(async () => {
      const block = async () => {
        await new Promise((resolve) => setTimeout(resolve, 0))
        const until = performance.now() + 120
        while (performance.now() < until);
      }
      const seenBlock = await window.bench.longestTaskDuring(block)
      const bytes = window.bench.rows(1_000_000)
      const engine = window.bench.open()
      engine.addSource('d_long', () => Promise.resolve(bytes))
      const tables = ['d_long', ...Array.from({ length: 12 }, (_, at) => `w_long${at}`)]
      const recipes = tables.slice(1).map((table, at) => {
        const input = tables[at] ?? ''
        const sql = `SELECT id, amount + ${at} AS amount, city FROM "${input}" WHERE id % 100 <> ${at}`
        return { table, sql, inputs: [input], isView: at % 4 !== 3 }
      })
      const counts: number[] = []
      const longestMs = await window.bench.longestTaskDuring(async () => {
        for (const { table } of recipes.toReversed()) {
          const made = await engine.materialise(recipes, table, { consumer: 'p' })
          if (made.ok) counts.push(made.value.rows)
          const asker = { consumer: 'rows', needs: [table], glance: true }
          const rows = await engine.query(`SELECT * FROM "${table}" LIMIT 500`, asker)
          counts.push(rows.ok ? rows.value.rows : -1)
        }
      })
      engine.dispose()
      return { seenBlock, longestMs, counts }
    })
    reportFigures('engine: longest task of the page over 1,000,000 rows', {
      longestMs: answer.longestMs,
    })
    // The recorder does hear of a thread that is held up.
    expect(answer.seenBlock).toBeGreaterThanOrEqual(50)
    expect(answer.counts).toEqual(
      Array.from({ length: 12 }, (_, at) => [880_000 + at * 10_000, 500]).flat(),
    )
  })

  test('[COMP-11] ends a nested-loop cross join, and builds again what it held from what it kept', async () => {
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open()
      let downloads = 0
      engine.addSource('d_x', () => {
        downloads++
        return Promise.resolve(window.bench.rows(100_000))
      })
      const recipe = { table: 'w_x', sql: 'SELECT max(id) AS top FROM d_x', inputs: ['d_x'] }
      await engine.materialise([recipe], 'w_x', { consumer: 'p' })
      const stop = new AbortController()
      const long = engine.query(
        'SELECT count(*) FROM d_x a, d_x b WHERE a.amount + b.amount < a.id - b.id',
        { consumer: 'a', signal: stop.signal, needs: ['d_x'] },
      )
      const before = window.bench.workers.length
      // A spare engine is opened for a question that takes long; it answers nothing before it is needed.
      while (window.bench.workers.length === before)
        await new Promise((resolve) => setTimeout(resolve, 20))
      const spare = window.bench.workers.at(-1)
      await new Promise((resolve) => setTimeout(resolve, 1000))
      const askedAt = performance.now()
      stop.abort()
      const stopped = await long
      const toldMs = performance.now() - askedAt
      const after = await engine.query('FROM w_x', { consumer: 'b', needs: ['w_x'] })
      const backMs = performance.now() - askedAt
      const state = engine.state.read()
      const tookOver = window.bench.workers.at(-1) === spare
      engine.dispose()
      return {
        seen: {
          tookOver,
          stopped: stopped.ok ? 'ran' : stopped.failure.code,
          top: after.ok ? after.value.cell(0, 0) : after.failure,
          downloads,
          state,
        },
        figures: { toldMs, backMs },
      }
    })
    reportFigures('engine: cancelling a nested-loop join of 10,000,000,000 pairs', answer.figures)
    expect(answer.seen).toEqual({
      tookOver: true,
      stopped: 'engine.cancelled',
      top: 99_999,
      downloads: 1,
      state: 'ready',
    })
  })

  test('a dead instance is replaced without anybody losing anything', async () => {
    const asked = site.asked.length
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open()
      let downloads = 0
      engine.addSource('d_x', () => {
        downloads++
        return Promise.resolve(window.bench.rows(100_000))
      })
      const recipe = { table: 'w_x', sql: 'SELECT max(id) AS top FROM d_x', inputs: ['d_x'] }
      await engine.materialise([recipe], 'w_x', { consumer: 'p' })
      let restarts = 0
      engine.state.onChange((state) => {
        if (state === 'restarting') restarts++
      })
      // In this build sorting a list that needs gigabytes ends in "memory access out of bounds" or "null function".
      const [killer, waiting] = await Promise.all([
        engine.query('SELECT list_sort(range(400000000))', { consumer: 'killer' }),
        engine.query('FROM w_x', { consumer: 'preview', needs: ['w_x'] }),
      ])
      const after = await engine.query('SELECT count(*) FROM w_x, d_x', {
        consumer: 'later',
        needs: ['w_x', 'd_x'],
      })
      const state = engine.state.read()
      engine.dispose()
      return {
        killer: killer.ok ? 'ran' : killer.failure.code,
        waiting: waiting.ok ? window.bench.text(waiting.value, 0) : waiting.failure,
        after: after.ok ? window.bench.text(after.value, 0) : after.failure,
        restarts,
        downloads,
        state,
      }
    })
    expect(answer).toEqual({
      killer: 'engine.restarted',
      waiting: '99999',
      after: '100000',
      restarts: 2,
      downloads: 1,
      state: 'ready',
    })
    // The engine file comes from the compiled module that was kept: only the worker's script is read again.
    expect(site.asked.slice(asked).filter((path) => path.endsWith('.wasm')).length).toBeLessThan(2)
  })

  test('starts again after the worker died', async () => {
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open()
      await engine.query('SELECT 1', { consumer: 'a' })
      const worker = window.bench.workers.at(-1)
      worker?.onerror?.(new ErrorEvent('error', { message: 'memory access out of bounds' }))
      const after = await engine.query('SELECT 2 AS two', { consumer: 'a' })
      const started = window.bench.workers.at(-1) !== worker
      engine.dispose()
      return { after: after.ok ? after.value.cell(0, 0) : after.failure, started }
    })
    expect(answer).toMatchObject({ started: true })
  })

  test('says when a result does not fit, and goes on', async () => {
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open({ memoryLimitBytes: 50_000_000 })
      const refused = await engine.materialise(
        [
          {
            table: 'w_m',
            sql: 'SELECT range AS a, hash(range) AS b FROM range(30000000)',
            inputs: [],
          },
        ],
        'w_m',
        { consumer: 'a' },
      )
      const after = await engine.query('SELECT 1', { consumer: 'a' })
      engine.dispose()
      return [refused.ok ? 'ran' : refused.failure.code, after.ok]
    })
    expect(answer).toEqual(['engine.out-of-memory', true])
  })

  test('profiles a column of every family', async () => {
    const answer = await page.evaluate(async () => {
      const engine = window.bench.open()
      const recipe = {
        table: 'w_p',
        sql: `SELECT range::INTEGER AS whole, (range / 4)::DECIMAL(9,2) AS money,
          DATE '2024-01-01' + range::INTEGER AS day, TIMESTAMP '2024-01-01' + INTERVAL (range) HOUR AS moment,
          'c' || (range % 3) AS city, range % 2 = 0 AS even, NULLIF(range, 5) AS gap, [range] AS list,
          TIME '08:00:00' AS at FROM range(100)`,
        inputs: [],
      }
      const built = await engine.materialise([recipe], 'w_p', { consumer: 'p' })
      const schema = await engine.describe('FROM w_p', [])
      const lines: unknown[] = built.ok && schema.ok ? [] : [built, schema]
      for (const { name, type } of schema.ok ? schema.value : []) {
        const question = window.bench.columnProfile('w_p', name, type)
        const result = await engine.query(question.sql, { consumer: name, needs: ['w_p'] })
        if (!result.ok) lines.push(result.failure)
        else {
          const { family, rows, nulls, distinct, min, max, bars } = question.parse(result.value)
          const sum = bars.reduce((total, bar) => total + bar.count, 0)
          lines.push([family, rows, nulls, distinct, min, max, bars.length, sum].join(' | '))
        }
      }
      engine.dispose()
      return lines
    })
    expect(answer).toEqual([
      'integer | 100 | 0 | 100 | 0 | 99 | 20 | 100',
      'number | 100 | 0 | 100 | 0.00 | 24.75 | 13 | 100',
      'date | 100 | 0 | 100 | 2024-01-01 | 2024-04-09 | 15 | 100',
      'timestamp | 100 | 0 | 100 | 2024-01-01 00:00:00 | 2024-01-05 03:00:00 | 17 | 100',
      'text | 100 | 0 | 3 | c0 | c2 | 3 | 100',
      'boolean | 100 | 0 | 2 | false | true | 2 | 100',
      'integer | 100 | 1 | 99 | 0 | 99 | 21 | 100',
      'nested | 100 | 0 | 100 | [0] | [99] | 8 | 8',
      'time | 100 | 0 | 1 | 08:00:00 | 08:00:00 | 1 | 100',
    ])
  })

  test('runs in a sealed frame of an opaque origin', async () => {
    expect(await page.evaluate(() => window.bench.loadFrameWith())).toMatchObject({
      self: 'null',
      answer: 42,
    })
  })
})
