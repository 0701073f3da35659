import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../dist/figures')

/** Writes measured figures down for people to read; no test passes or fails by them. */
export function reportFigures(name: string, figures: Readonly<Record<string, number>>): void {
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, Math.round(value * 10) / 10]),
  )
  mkdirSync(folder, { recursive: true })
  appendFileSync(join(folder, 'browser.ndjson'), `${JSON.stringify({ name, ...rounded })}\n`)
  process.stdout.write(`${name}: ${JSON.stringify(rounded)}\n`)
}
