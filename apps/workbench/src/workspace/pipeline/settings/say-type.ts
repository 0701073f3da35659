import type { Language } from '@weft/kernel'
import { problemArgs } from '@weft/pipeline-model'

/** An engine's type as people read it, in the words that problems use for it; an unusual type keeps its own name. */
export function sayType(type: string, language: Language): string {
  const said = problemArgs({ type }, language)['type']
  return typeof said === 'string' && said !== type ? said : type.toLowerCase()
}
