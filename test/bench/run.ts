import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printComparison, type ComparisonCase, type ComparisonRow } from './comparison.ts'
import { measure, type BenchCase, type BenchReport } from './measure.ts'

/** `pnpm bench [word]`: runs every case of `cases/` whose name has the word; writes one JSON and prints its tables. */
const wanted = process.argv[2] ?? ''
const folder = join(import.meta.dirname, 'cases')
const reports: BenchReport[] = []
const comparisons: { readonly name: string; readonly rows: readonly ComparisonRow[] }[] = []

for (const file of readdirSync(folder).toSorted()) {
  const { cases } = (await import(join(folder, file))) as {
    cases: readonly (BenchCase | ComparisonCase)[]
  }
  for (const bench of cases.filter(({ name }) => name.includes(wanted))) {
    if (!('compare' in bench)) reports.push(await measure(bench))
    else {
      const rows = await bench.compare()
      console.log(bench.name)
      printComparison(rows)
      comparisons.push({ name: bench.name, rows })
    }
  }
}

const rows = reports.map((report) => ({
  case: report.name,
  compares: report.compares,
  'subject ms': report.subjectMs.toFixed(2),
  'baseline ms': report.baselineMs.toFixed(2),
  ratio: report.ratio.toFixed(3),
  goal: `≤ ${report.goal}`,
  met: report.met ? 'yes' : 'NO',
}))
if (rows.length > 0) console.table(rows)
const target = join(import.meta.dirname, '../../dist/bench')
mkdirSync(target, { recursive: true })
writeFileSync(join(target, 'report.json'), JSON.stringify({ reports, comparisons }, null, 2))
console.log(`${reports.length + comparisons.length} cases; figures in dist/bench/report.json`)
