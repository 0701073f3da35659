import type { WidgetId } from '@weft/app-model'
import type { Language } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import type * as Y from 'yjs'
import { liveEntry, mapIn, textIn, type WorkspaceRoots } from './document-shape.ts'
import { findStep } from './edit-context.ts'
import { openTypedText, type TypedText } from './open-typed-text.ts'
import type { UndoHistory } from './undo-history.ts'

/** Which setting holds a shared text: one of a step, or one of a widget in a language. */
export type TextSetting =
  | { readonly step: StepId; readonly setting: string }
  | { readonly widget: WidgetId; readonly setting: string; readonly language: Language }

/** The shared text of a setting as one plain field shows it. */
export interface SettingText extends TypedText {
  /** Whether it is still the text of the setting: another one may have taken its place, or its step may be gone. */
  isCurrent(): boolean
}

function findText(roots: WorkspaceRoots, at: TextSetting): Y.Text | null {
  if ('step' in at)
    return textIn(mapIn(findStep(roots, at.step)?.step ?? null, 'settings'), at.setting)
  const settings = mapIn(liveEntry(roots.widgets, at.widget), 'settings')
  return textIn(mapIn(settings, at.setting), at.language)
}

/** Opens the shared text of a setting for a field; undo takes back what is typed there. */
export function openSettingText(
  roots: WorkspaceRoots,
  undo: Pick<UndoHistory, 'track'>,
  setting: TextSetting,
): SettingText | null {
  const text = findText(roots, setting)
  if (!text) return null
  const origin = { role: 'typed text' }
  const typed = openTypedText(text, origin)
  const stopTracking = undo.track(origin)
  return {
    get words() {
      return typed.words
    },
    type: typed.type,
    catchUp: typed.catchUp,
    onOthers: typed.onOthers,
    isCurrent: () => findText(roots, setting) === text,
    dispose: () => {
      stopTracking()
      typed.dispose()
    },
  }
}
