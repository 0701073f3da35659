import { diffLines as compareLines } from 'diff'

/** One line of a text, and whether both texts have it. */
export interface LineChange {
  readonly change: 'same' | 'added' | 'removed'
  readonly line: string
}

/** Two texts line by line; removed lines stand before those that replace them. */
export function diffLines(before: string, after: string): readonly LineChange[] {
  const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
  return compareLines(ended(before), ended(after)).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => ({ change: added ? 'added' : removed ? 'removed' : 'same', line }) as const),
  )
}
