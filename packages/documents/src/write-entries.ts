import type { Page, Widget } from '@weft/app-model'
import { languages, type LocalText } from '@weft/kernel'
import {
  stepSpecs,
  type Pipeline,
  type Step,
  type StepKind,
  type Subflow,
} from '@weft/pipeline-model'
import * as Y from 'yjs'
import { freshOrders } from './order-keys.ts'
import { findSplice } from './text-splice.ts'
import { sharedText, widgetReaders } from './widget-readers.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function filled(entries: Iterable<readonly [string, unknown]>): Y.Map<unknown> {
  const map = new Y.Map<unknown>()
  for (const [key, value] of entries) map.set(key, value)
  return map
}

/** A new map with one entry per language. */
export function localTextMap(text: LocalText): Y.Map<unknown> {
  return filled(
    languages.flatMap((language) => {
      const words = text[language]
      return words === undefined ? [] : [[language, words] as const]
    }),
  )
}

/** A new map with shared text in every language, made at once so that two people never make it twice. */
function sharedTextMap(text: unknown): Y.Map<unknown> {
  const words: LocalText = isRecord(text) ? text : {}
  return filled(languages.map((language) => [language, new Y.Text(words[language] ?? '')] as const))
}

/** A new map for an item of a list setting. */
export function itemMap(item: object, order: string): Y.Map<unknown> {
  const fields = Object.entries(item).filter(([name]) => name !== 'id')
  return filled([...fields, ['order', order]])
}

/** A new map for the items of a list setting, in their order. */
function listMap(items: unknown): Y.Map<unknown> {
  const list = (Array.isArray(items) ? items : []).filter(isRecord)
  const orders = freshOrders(list.length)
  return filled(
    list.map((item, index) => [String(item['id']), itemMap(item, orders[index] ?? 'a0')] as const),
  )
}

function settingEntry(kind: StepKind, name: string, value: unknown): unknown {
  const { fields } = stepSpecs[kind]
  const shape = Object.hasOwn(fields, name) ? fields[name]?.shape : undefined
  if (shape === 'list') return listMap(value)
  return shape === 'text' ? new Y.Text(String(value)) : value
}

/** A new map for a step, with its settings each an entry of its own. */
export function stepMap(step: Pick<Step, 'kind' | 'title' | 'settings'>): Y.Map<unknown> {
  const settings = Object.entries(step.settings).map(
    ([name, value]) => [name, settingEntry(step.kind, name, value)] as const,
  )
  return filled([
    ['kind', step.kind],
    ['title', localTextMap(step.title)],
    ['settings', filled(settings)],
  ])
}

/** A new map for a page. */
export function pageMap(page: Pick<Page, 'title' | 'order'>): Y.Map<unknown> {
  return filled([
    ['title', localTextMap(page.title)],
    ['order', page.order],
  ])
}

/** A new map for a widget. */
export function widgetMap(widget: Omit<Widget, 'id'>): Y.Map<unknown> {
  const settings = Object.entries(widget.settings).map(([name, value]): [string, unknown] => [
    name,
    widgetReaders[widget.kind][name] === sharedText ? sharedTextMap(value) : value,
  ])
  return filled([
    ['kind', widget.kind],
    ['page', widget.page],
    ['title', localTextMap(widget.title)],
    ['place', widget.place],
    ['settings', filled(settings)],
  ])
}

/** A new map for a subflow. */
export function subflowMap(subflow: Subflow): Y.Map<unknown> {
  const orders = freshOrders(subflow.order.length)
  const map = pipelineMap(subflow)
  map.set('subflow', true)
  map.set('order', filled(subflow.order.map((id, index) => [id, orders[index] ?? 'a0'] as const)))
  return map
}

/** A new map for a pipeline. */
export function pipelineMap(pipeline: Pipeline): Y.Map<unknown> {
  const steps = Object.values<Step>(pipeline.steps)
  return filled([
    ['title', localTextMap(pipeline.title)],
    ['steps', filled(steps.map((step) => [step.id, stepMap(step)] as const))],
    ['edges', filled(pipeline.edges.map(({ id, ...edge }) => [id, edge] as const))],
    ['positions', filled(Object.entries(pipeline.positions))],
  ])
}

/** Changes shared text into other words with one replacement, so that words typed elsewhere meanwhile stay. */
export function rewriteText(text: Y.Text, words: string): void {
  const before = text.toJSON()
  if (before === words) return
  const { at, removed, inserted } = findSplice(before, words)
  text.delete(at, removed)
  text.insert(at, inserted)
}
