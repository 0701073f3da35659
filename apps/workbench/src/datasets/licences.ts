import { readText, type Language, type Localized } from '@weft/kernel'

/** A licence an owner may choose. */
export interface LicenceChoice {
  readonly spdx: string
  readonly name: Localized
  /** What it allows, in one line. */
  readonly line: Localized
  /** What is kept with the dataset; null where the owner writes it. */
  readonly statement: string | null
}

const commons = (name: string, path: string): string =>
  `${name}, https://creativecommons.org/${path}/`

/** The sensible licences for data, the most open first, the owner's own terms last. */
export const licenceChoices: readonly LicenceChoice[] = [
  {
    spdx: 'CC0-1.0',
    name: { en: 'CC0 1.0, no conditions', zh: 'CC0 1.0，放弃权利' },
    line: { en: 'Anyone may do anything with it.', zh: '任何人可作任何用途。' },
    statement: commons('CC0 1.0 Universal', 'publicdomain/zero/1.0'),
  },
  {
    spdx: 'CC-BY-4.0',
    name: { en: 'CC BY 4.0, name the source', zh: 'CC BY 4.0，署名' },
    line: { en: 'Any use, as long as you are named.', zh: '可作任何用途，须注明出处。' },
    statement: commons('Creative Commons Attribution 4.0 International', 'licenses/by/4.0'),
  },
  {
    spdx: 'CC-BY-SA-4.0',
    name: { en: 'CC BY-SA 4.0, share alike', zh: 'CC BY-SA 4.0，署名并以相同方式共享' },
    line: {
      en: 'Named, and what is made from it goes under the same licence.',
      zh: '须注明出处，衍生成果须采用相同许可。',
    },
    statement: commons(
      'Creative Commons Attribution-ShareAlike 4.0 International',
      'licenses/by-sa/4.0',
    ),
  },
  {
    spdx: 'CC-BY-NC-4.0',
    name: { en: 'CC BY-NC 4.0, not for commerce', zh: 'CC BY-NC 4.0，署名且非商用' },
    line: { en: 'Named, and never for commercial use.', zh: '须注明出处，不得用于商业目的。' },
    statement: commons(
      'Creative Commons Attribution-NonCommercial 4.0 International',
      'licenses/by-nc/4.0',
    ),
  },
  {
    spdx: 'ODbL-1.0',
    name: { en: 'ODbL 1.0, open database', zh: 'ODbL 1.0，开放数据库' },
    line: {
      en: 'Named, and databases made from it stay open.',
      zh: '须注明出处，由此产生的数据库须同样开放。',
    },
    statement: 'Open Database License 1.0, https://opendatacommons.org/licenses/odbl/1-0/',
  },
  {
    spdx: 'LicenseRef-Space-Only',
    name: { en: 'Within this space only', zh: '仅限本空间内使用' },
    line: {
      en: 'For workspaces and apps of this space; not to be passed on.',
      zh: '可用于本空间的共创空间和应用，不得向外提供。',
    },
    statement:
      'For use in workspaces and apps of this data space only; not to be passed on. 仅限本数据空间的共创空间和应用使用，不得向外提供。',
  },
  {
    spdx: 'LicenseRef-Own-Terms',
    name: { en: 'Your own terms', zh: '自定条款' },
    line: { en: 'You write what others have to keep.', zh: '由您写明他人须遵守的条款。' },
    statement: null,
  },
]

const otherNames: Readonly<Record<string, Localized>> = {
  'LicenseRef-US-Government-Work': { en: 'Public domain (US Gov.)', zh: '公有领域（美国政府）' },
  'LicenseRef-Space-Only': { en: 'This space only', zh: '仅限本空间' },
  'LicenseRef-Own-Terms': { en: 'Owner’s terms', zh: '所有方自定条款' },
}

/** The short name of a licence: its SPDX identifier, or plain words where it has none. */
export function licenceName(spdx: string, language: Language): string {
  const named = Object.hasOwn(otherNames, spdx) ? otherNames[spdx] : undefined
  if (named) return readText(named, language)
  return spdx
    .replace(/^LicenseRef-/, '')
    .replace(/^CC-/, 'CC ')
    .replaceAll(/-(?=\d)/g, ' ')
}
