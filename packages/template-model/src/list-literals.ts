import type { Widget, WidgetKind } from '@weft/app-model'
import { languages, type LocalText } from '@weft/kernel'
import {
  stepSpecs,
  type Field,
  type FieldLook,
  type Fields,
  type Step,
  type StepKind,
} from '@weft/pipeline-model'
import type { WorkspaceContent } from '@weft/workspace-changes'
import { bodiesOf } from './map-pipelines.ts'

/** Values somebody wrote into a step or widget, which go along with a template. */
export interface FoundLiteral {
  readonly owner: 'step' | 'widget'
  readonly id: string
  readonly kind: StepKind | WidgetKind
  readonly title: LocalText
  readonly setting: string
  readonly values: readonly string[]
}

const strings = /'(?:[^']|'')*'/g
const comments = /--[^\n]*|\/\*[\s\S]*?\*\//g
const numbers = /(?<![\p{L}\p{N}_$."])\d+(?:\.\d+)?/gu

/** The literals and comments of an expression or statement. */
function literalsIn(code: string): readonly string[] {
  const quoted = code.match(strings) ?? []
  const bare = code.replaceAll(strings, ' ').replaceAll(/"(?:[^"]|"")*"/g, ' ')
  const said = bare.match(comments) ?? []
  return [...quoted, ...(bare.replaceAll(comments, ' ').match(numbers) ?? []), ...said]
}

function valuesInItems(item: Fields, value: unknown): readonly string[] {
  const items = Array.isArray(value) ? (value as readonly object[]) : []
  return items.flatMap((one) => valuesIn(item, one).flatMap(({ values }) => values))
}

function valuesOf({ look, initial }: Field<unknown>, value: unknown): readonly string[] {
  if (look.type === 'list') return valuesInItems(look.item, value)
  if (typeof value !== 'string' || value === '' || value === initial) return []
  return valuesInText(look, value)
}

function valuesInText(look: FieldLook, value: string): readonly string[] {
  if (look.type === 'expression') return literalsIn(value)
  if (look.type === 'code') return look.language === 'sql' ? literalsIn(value) : [value]
  return look.type === 'text' || look.type === 'value' ? [value] : []
}

function valuesIn(fields: Fields, settings: object) {
  const given = new Map<string, unknown>(Object.entries(settings))
  return Object.entries(fields).flatMap(([setting, field]) => {
    const values = [...new Set(valuesOf(field, given.get(setting)))]
    return values.length > 0 ? [{ setting, values }] : []
  })
}

/** What is written in a step; of a subflow only the values its parameters are given. */
function writtenIn(step: Step): readonly Pick<FoundLiteral, 'setting' | 'values'>[] {
  if (step.kind !== 'subflow') return valuesIn(stepSpecs[step.kind].fields, step.settings)
  const values = step.settings.values.flatMap(({ value }) => value || [])
  return values.length > 0 ? [{ setting: 'values', values }] : []
}

function literalsOfStep(step: Step): readonly FoundLiteral[] {
  if (step.kind === 'output') return []
  const { id, kind, title } = step
  return writtenIn(step).map((one) => ({ owner: 'step', id, kind, title, ...one }))
}

function literalsOfWidget({ id, kind, title, settings }: Widget): readonly FoundLiteral[] {
  if (!('text' in settings)) return []
  const written = languages.flatMap((language) => settings.text[language]?.trim() || [])
  return written.length > 0
    ? [{ owner: 'widget', id, kind, title, setting: 'text', values: written }]
    : []
}

/** [TPL-4] Every value people wrote into steps and widgets, for whoever makes a template to look at. */
export function listLiterals(content: WorkspaceContent): readonly FoundLiteral[] {
  const steps = bodiesOf(content).flatMap(({ steps: all }) => Object.values<Step>(all))
  return [
    ...steps.flatMap(literalsOfStep),
    ...Object.values<Widget>(content.app.widgets).flatMap(literalsOfWidget),
  ]
}
