import type { Language } from '@weft/kernel'
import { castTypes } from '@weft/pipeline-sql'
import { sayType } from './say-type.ts'

/** The types to convert to, in words; types of equal words also say the name the engine has for them. */
export function castChoices(language: Language): { value: string; words: string }[] {
  const said = castTypes.map((type) => sayType(type, language))
  return castTypes.map((value, index) => {
    const words = said[index] ?? value
    const isAlone = said.filter((one) => one === words).length === 1
    return { value, words: isAlone ? words : `${words} · ${value.toLowerCase()}` }
  })
}
