import { documentNotices, type PictureNotice } from '@weft/documents'
import { sayFailure, type Language } from '@weft/kernel'
import { pipelineProblems } from '@weft/pipeline-model'

/** The sentence of what reading a document had to leave out or put in order. */
export function sayNotice(notice: PictureNotice, language: Language): string {
  const words = documentNotices[notice.code] ?? pipelineProblems[notice.code]
  return sayFailure(words ? { [notice.code]: { status: 0, ...words } } : {}, notice, language)
}
