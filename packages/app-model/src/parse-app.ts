import { accept, isId, refuse, type Id, type Outcome } from '@weft/kernel'
import { z } from 'zod'
import type { App, Page, Widget } from './app.ts'
import { appLimits, gridColumns } from './app-limits.ts'

const id = <Prefix extends string>(prefix: Prefix) =>
  z.custom<Id<Prefix>>((value) => isId(prefix, value), { message: `not a ${prefix}_ identifier` })
const name = z.string().max(appLimits.nameLength)
const localText = (length: number) =>
  z.object({ en: z.string().max(length).optional(), zh: z.string().max(length).optional() })
const cell = (least: number, most: number) => z.number().int().min(least).max(most)

const measure = z.object({
  function: z.enum(['count', 'count-distinct', 'sum', 'average', 'median', 'min', 'max']),
  column: name.nullable(),
})
const format = z.object({
  style: z.enum(['plain', 'percent', 'compact']),
  decimals: cell(0, 12).nullable(),
  unit: z.string().max(40),
})
const place = z.object({
  x: cell(0, gridColumns - 1),
  y: cell(0, appLimits.gridRows),
  w: cell(1, gridColumns),
  h: cell(1, appLimits.widgetRows),
})

const widgetOf = <K extends string, S extends z.ZodType>(kind: K, settings: S) =>
  z.object({
    id: id('wi'),
    kind: z.literal(kind),
    page: id('pg'),
    title: localText(appLimits.titleLength),
    place,
    settings,
  })

const widget = z.discriminatedUnion('kind', [
  widgetOf('text', z.object({ text: localText(appLimits.textLength) })),
  widgetOf('kpi', z.object({ output: name.nullable(), measure, format })),
  widgetOf(
    'table',
    z.object({
      output: name.nullable(),
      columns: z.array(name).max(appLimits.columns),
      sort: z.object({ column: name, direction: z.enum(['ascending', 'descending']) }).nullable(),
      limit: cell(1, appLimits.tableRows),
    }),
  ),
  widgetOf(
    'chart',
    z.object({
      output: name.nullable(),
      mark: z.enum(['bar', 'line']),
      x: name.nullable(),
      measure,
      series: name.nullable(),
      sort: z.enum(['x', 'value-descending']),
      limit: cell(1, appLimits.chartMarks),
      format,
    }),
  ),
  widgetOf(
    'select-filter',
    z.object({ output: name.nullable(), column: name.nullable(), multiple: z.boolean() }),
  ),
  widgetOf('date-filter', z.object({ output: name.nullable(), column: name.nullable() })),
]) satisfies z.ZodType<Widget>

const page = z.object({
  id: id('pg'),
  title: localText(appLimits.titleLength),
  order: z.string().max(500),
})

const app = z.object({
  title: localText(appLimits.titleLength),
  summary: localText(appLimits.summaryLength),
  pages: z.array(page).max(appLimits.pages),
  widgets: z.record(z.string(), widget),
})

/** Reads an app picture from outside, whoever wrote it, or says where it is not one. */
export function parseApp(value: unknown): Outcome<App> {
  const excess = countExcess(value)
  if (excess) return excess
  const parsed = app.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return unreadable(issue?.path.join('.') ?? '', issue?.message ?? '')
  }
  const pages = parsed.data.pages.toSorted(comparePages)
  return checkWhole({ ...parsed.data, pages })
}

/** What no single field shows: keys, pages and the grid agree with each other. */
function checkWhole(whole: App): Outcome<App> {
  const known = new Set<string>(whole.pages.map((entry) => entry.id))
  if (known.size < whole.pages.length) return unreadable('pages', 'the same page twice')
  for (const [key, entry] of Object.entries<Widget>(whole.widgets)) {
    const where = `widgets.${key}`
    if (key !== entry.id) return unreadable(where, 'key and id differ')
    if (!known.has(entry.page)) return unreadable(`${where}.page`, 'no such page')
    if (entry.place.x + entry.place.w > gridColumns) {
      return unreadable(`${where}.place`, 'beyond the grid')
    }
  }
  return accept(whole)
}

/** Orders pages as readers see them. */
export function comparePages(a: Page, b: Page): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Counting comes first, so that a huge definition is refused before every part of it is looked at. */
function countExcess(value: unknown): ReturnType<typeof refuse> | null {
  if (typeof value !== 'object' || value === null || !('widgets' in value)) return null
  const { widgets } = value
  if (typeof widgets !== 'object' || widgets === null) return null
  const count = Object.keys(widgets).length
  return count > appLimits.widgets
    ? refuse('app.too-many-widgets', { count, limit: appLimits.widgets })
    : null
}

/** The path is cut short: it can hold a key that somebody made long on purpose. */
function unreadable(path: string, reason: string): ReturnType<typeof refuse> {
  return refuse('app.unreadable', { path: path.slice(0, 120), reason: reason.slice(0, 200) })
}
