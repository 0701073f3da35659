import type { LocalText } from '@weft/kernel'
import { licenceChoices } from '../../datasets/licences.ts'
import { isWritten } from '../../scenarios/scenario-form.ts'
import type { TemplateEntry } from '../../templates/template-shapes.ts'

/** A template as its maker describes it. */
export interface TemplateDraft {
  readonly title: LocalText
  readonly summary: LocalText
  readonly notes: LocalText
  readonly audience: TemplateEntry['audience']
  /** The statement is only written where the licence has none of its own. */
  readonly licence: { readonly spdx: string; readonly statement: string }
}

/** A description nobody has written anything into but the title. */
export function emptyTemplateDraft(title: LocalText): TemplateDraft {
  return {
    title: { ...title },
    summary: {},
    notes: {},
    audience: 'organisation',
    licence: { spdx: 'CC-BY-4.0', statement: '' },
  }
}

/** Whether the maker writes the terms of a licence. */
export function writesTerms(spdx: string): boolean {
  return licenceChoices.find((choice) => choice.spdx === spdx)?.statement === null
}

/** The licence with the statement that is kept. */
export function licenceOf({ licence: { spdx, statement } }: TemplateDraft) {
  const known = licenceChoices.find((choice) => choice.spdx === spdx)?.statement
  return { spdx, statement: known ?? statement.trim() }
}

/** What a description still lacks. */
export function draftGaps({ title, licence }: TemplateDraft): readonly ('title' | 'terms')[] {
  const gaps: ('title' | 'terms')[] = []
  if (!isWritten(title)) gaps.push('title')
  if (writesTerms(licence.spdx) && !licence.statement.trim()) gaps.push('terms')
  return gaps
}
