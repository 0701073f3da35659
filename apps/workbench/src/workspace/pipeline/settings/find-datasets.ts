import type { DatasetChoice } from '../../session/dataset-shelf.ts'

/** The datasets that have every word somewhere in title, owner, description or column names. */
export function findDatasets(
  datasets: readonly DatasetChoice[],
  words: string,
): readonly DatasetChoice[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return datasets
  return datasets.filter((dataset) => {
    const text = [
      dataset.id,
      ...[dataset.title, dataset.owner.name, dataset.description].flatMap((one) =>
        Object.values(one),
      ),
      ...dataset.columns.map(({ name }) => name),
    ]
      .join('\n')
      .toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
