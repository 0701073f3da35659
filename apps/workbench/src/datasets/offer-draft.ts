import type { Language, LocalText } from '@weft/kernel'
import type { ColumnMeaning, DatasetDraft, Sector, Upload } from './dataset-shapes.ts'
import { licenceChoices } from './licences.ts'

/** What a person fills in to offer a dataset. */
export interface Offer {
  title: LocalText
  description: LocalText
  sector: Sector | ''
  /** SPDX identifier of the chosen licence. */
  licence: string
  /** The owner's words where the licence has none of its own. */
  terms: string
  attribution: string
  columns: ColumnMeaning[]
}

/** The parts of an offer that may be missing. */
export type OfferGap = 'title' | 'sector' | 'licence' | 'terms' | 'attribution'

/** An offer nobody has written anything into. */
export function emptyOffer(): Offer {
  return {
    title: {},
    description: {},
    sector: '',
    licence: '',
    terms: '',
    attribution: '',
    columns: [],
  }
}

const titleOf = (fileName: string): string => {
  const words = fileName
    .replace(/\.\w+$/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The offer with a file's columns in it; what was written about a column of the same name stays. */
export function withFile(
  offer: Offer,
  file: { readonly name: string; readonly upload: Upload },
  language: Language,
): Offer {
  const known = new Map(offer.columns.map((column) => [column.name, column]))
  const isTitled = Boolean(offer.title.en?.trim() || offer.title.zh?.trim())
  return {
    ...offer,
    title: isTitled ? offer.title : { [language]: titleOf(file.name) },
    columns: file.upload.columns.map(({ name, type }) => {
      const before = known.get(name)
      const isTime = /^(?:DATE|TIMESTAMP)/.test(type)
      return {
        name,
        type,
        unit: before?.unit ?? null,
        description: before?.description ?? {},
        role: before ? before.role : isTime ? 'time' : null,
      }
    }),
  }
}

/** What an offer still lacks, in the order it stands on the page. */
export function gapsOf(offer: Offer): readonly OfferGap[] {
  const ownTerms = statementOf(offer.licence) === null
  const gaps: readonly (readonly [OfferGap, boolean])[] = [
    ['title', !offer.title.en?.trim() && !offer.title.zh?.trim()],
    ['sector', offer.sector === ''],
    ['licence', offer.licence === ''],
    ['terms', offer.licence !== '' && ownTerms && !offer.terms.trim()],
    ['attribution', !offer.attribution.trim()],
  ]
  return gaps.filter(([, isMissing]) => isMissing).map(([gap]) => gap)
}

/** What a licence says by itself; null where the owner has to say it. */
export function statementOf(spdx: string): string | null {
  return licenceChoices.find((choice) => choice.spdx === spdx)?.statement ?? null
}

const trimmed = (text: LocalText): LocalText => {
  const [en, zh] = [text.en?.trim(), text.zh?.trim()]
  return { ...(en ? { en } : {}), ...(zh ? { zh } : {}) }
}

/** The offer as it is sent, or null while something is missing. */
export function draftOf(offer: Offer, upload: Upload): DatasetDraft | null {
  if (gapsOf(offer).length > 0 || offer.sector === '') return null
  return {
    upload: upload.id,
    sector: offer.sector,
    title: trimmed(offer.title),
    description: trimmed(offer.description),
    licence: {
      spdx: offer.licence,
      statement: statementOf(offer.licence) ?? offer.terms.trim(),
      attribution: offer.attribution.trim(),
    },
    columns: offer.columns.map((column) => ({
      ...column,
      unit: column.unit?.trim() || null,
      description: trimmed(column.description),
    })),
  }
}
