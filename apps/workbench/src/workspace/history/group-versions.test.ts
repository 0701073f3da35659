import { describe, expect, test } from 'vitest'
import { groupVersions } from './group-versions.ts'
import type { Version } from './history-shapes.ts'

function version(number: number, at: string, kind: Version['kind'], name = ''): Version {
  const title = name ? { en: name } : {}
  return { number, at, kind, title, by: null, restoredFrom: null, changes: [] }
}
const told = (versions: readonly Version[]) =>
  groupVersions(versions).map(({ entries }) =>
    entries.map((entry) => [entry.version.number, entry.folded.map(({ number }) => number)]),
  )

describe('the time line', () => {
  test('[HIST-15] folds automatic versions under the one they led to, and leaves the newest open', () => {
    const day = '2026-03-04T12:00:00.000Z'
    expect(
      told([
        version(6, day, 'automatic'),
        version(5, day, 'automatic'),
        version(4, day, 'released', '1.0.0'),
        version(3, day, 'automatic'),
        version(2, day, 'automatic'),
        version(1, day, 'started'),
      ]),
    ).toEqual([
      [
        [6, []],
        [5, []],
        [4, [3, 2]],
        [1, []],
      ],
    ])
  })

  test('[HIST-15] an automatic version that was named stands by itself', () => {
    const day = '2026-03-04T12:00:00.000Z'
    expect(told([version(3, day, 'named', 'a'), version(2, day, 'automatic', 'b')])).toEqual([
      [
        [3, []],
        [2, []],
      ],
    ])
  })

  test('[HIST-15] keeps days apart', () => {
    const days = [
      version(2, '2026-03-05T12:00:00.000Z', 'automatic'),
      version(1, '2026-03-03T12:00:00.000Z', 'started'),
    ]
    expect(told(days)).toEqual([[[2, []]], [[1, []]]])
  })
})
