import type { WidgetKind } from '@weft/app-model'
import { stepSpecs, type StepKind } from '@weft/pipeline-model'
import type { Entity } from './entity.ts'

/** Whether a setting of a widget is text in several languages that several people type at once. */
export function isLocalTextSetting(kind: WidgetKind, setting: string): boolean {
  return kind === 'text' && setting === 'text'
}

function isStepText(entity: Entity, field: string): boolean {
  const kind = entity.fields.get('kind') as StepKind
  const fields = Object.hasOwn(stepSpecs, kind) ? stepSpecs[kind].fields : {}
  const setting = field.slice('setting.'.length)
  return Object.hasOwn(fields, setting) && fields[setting]?.shape === 'text'
}

/** Whether a field is text that several people can type at once, so that it merges by itself. */
export function isSharedText(entity: Entity, field: string): boolean {
  if (!field.startsWith('setting.')) return false
  if (entity.type === 'step') return isStepText(entity, field)
  const setting = field.split('.')[1] ?? ''
  const kind = entity.fields.get('kind') as WidgetKind
  return entity.type === 'widget' && isLocalTextSetting(kind, setting)
}
