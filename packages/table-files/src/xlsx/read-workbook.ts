import { brokenFile, RefusedFile } from '../refused-file.ts'
import type { OpenZip } from './open-zip.ts'
import { isMomentFormat, isMomentNumber } from './serial-moments.ts'
import { attributeOf, xmlTags, type XmlTag } from './xml-tags.ts'

/** What the sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[]
  readonly since1904: boolean
  readonly texts: readonly string[]
  /** For each cell style, whether it shows dates or times. */
  readonly momentStyles: readonly boolean[]
}

function pathsById(zip: OpenZip): Map<string, string> {
  const paths = new Map<string, string>()
  for (const tag of xmlTags(zip.text('xl/_rels/workbook.xml.rels'))) {
    if (tag.name !== 'Relationship' || !tag.isOpening) continue
    const target = attributeOf(tag, 'Target') ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    paths.set(attributeOf(tag, 'Id') ?? '', path)
  }
  return paths
}

/** The shared texts; what only tells how to pronounce them is left out. */
function readTexts(zip: OpenZip): string[] {
  const path = 'xl/sharedStrings.xml'
  if (!zip.has(path)) return []
  const texts: string[] = []
  let text = ''
  let isSpoken = false
  for (const tag of xmlTags(zip.text(path))) {
    if (tag.name === 'rPh') isSpoken = !tag.isClosing
    else if (tag.name === 't' && !tag.isOpening && !isSpoken) text += tag.text
    else if (tag.name === 'si' && tag.isClosing) {
      texts.push(text)
      text = ''
    }
  }
  return texts
}

function isOpening({ isOpening }: XmlTag): boolean {
  return isOpening
}

function readFormats(tags: readonly XmlTag[]): Map<number, boolean> {
  return new Map(
    tags
      .filter(({ name }) => name === 'numFmt')
      .map((tag) => [
        Number(attributeOf(tag, 'numFmtId')),
        isMomentFormat(attributeOf(tag, 'formatCode') ?? ''),
      ]),
  )
}

function readStyles(zip: OpenZip): boolean[] {
  const path = 'xl/styles.xml'
  if (!zip.has(path)) return []
  const tags = [...xmlTags(zip.text(path))].filter(isOpening)
  const formats = readFormats(tags)
  const from = tags.findIndex(({ name }) => name === 'cellXfs')
  if (from < 0) return []
  const rest = tags.slice(from + 1)
  const end = rest.findIndex(({ name }) => name === 'cellStyles' || name === 'dxfs')
  return rest
    .slice(0, end < 0 ? rest.length : end)
    .filter(({ name }) => name === 'xf')
    .map((tag) => {
      const id = Number(attributeOf(tag, 'numFmtId'))
      return formats.get(id) ?? isMomentNumber(id)
    })
}

/** Reads everything of a workbook but its sheets. */
export function readWorkbook(zip: OpenZip): Workbook {
  if (!zip.has('xl/workbook.xml')) throw new RefusedFile('unknown-format')
  const paths = pathsById(zip)
  const tags = [...xmlTags(zip.text('xl/workbook.xml'))].filter(isOpening)
  const settings = tags.find(({ name }) => name === 'workbookPr')
  const since1904 = settings !== undefined && isSaid(attributeOf(settings, 'date1904'))
  const sheets = tags
    .filter(({ name }) => name === 'sheet')
    .map((tag) => ({
      name: attributeOf(tag, 'name') ?? '',
      path: paths.get(attributeOf(tag, 'id') ?? '') ?? '',
    }))
    // A sheet may be a chart alone, which holds no cells.
    .filter(({ path }) => path.includes('worksheets/'))
  if (sheets.length === 0) throw brokenFile('xl/workbook.xml')
  return { sheets, since1904, texts: readTexts(zip), momentStyles: readStyles(zip) }
}

function isSaid(value: string | null): boolean {
  return value === '1' || value === 'true'
}
