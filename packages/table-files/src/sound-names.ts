import { foldName } from '@weft/pipeline-model'

const longestName = 200
// eslint-disable-next-line no-control-regex -- a column name may hold anything but these
const control = /[\0-\x1f\x7f]+/g

/** Names of columns as a pipeline takes them: none empty, none twice whatever their case. */
export function soundNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((written, index) => {
    const plain = written.replace(control, ' ').trim().slice(0, longestName)
    const wanted = plain === '' ? `column_${index + 1}` : plain
    let name = wanted
    for (let count = 2; taken.has(foldName(name)); count++) {
      name = `${wanted.slice(0, longestName - 8)}_${count}`
    }
    taken.add(foldName(name))
    return name
  })
}
