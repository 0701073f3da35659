import { contentOf, diffContent, mergeContent, type MergeSide } from '@weft/workspace-changes'
import type { StepId } from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import { openWorkspaceDocument, type WorkspaceDocument } from './open-workspace-document.ts'
import { takeUpstream } from './take-upstream.ts'
import { editAtRandom, seededRandom, writeWorkspacePicture } from './testing.ts'

const seeds = Array.from({ length: 25 }, (_, index) => index + 1)

/** Two workspaces with equal contents and no common past, as one made from the other. */
function begin(seed: number, prepare: (editor: WorkspaceDocument) => void) {
  const random = seededRandom(seed)
  const upstream = openWorkspaceDocument(writeWorkspacePicture(), { random })
  prepare(upstream)
  const base = contentOf(upstream.read())
  const own = writeWorkspacePicture({ ...base })
  const ours = openWorkspaceDocument(own, { random: seededRandom(seed * 13) })
  const take = () =>
    takeUpstream({
      base,
      ours: contentOf(ours.read()),
      upstream: contentOf(upstream.read()),
      random: seededRandom(seed * 7),
    })
  return { upstream, ours, base, take, random }
}

const edits = (editor: WorkspaceDocument, times: number, random: () => number): void => {
  for (let turn = 0; turn < times; turn++) editAtRandom(editor, random)
}

describe('taking over what upstream changed', () => {
  test.each(seeds)('[TPL-9] the only side that did something has its way, seed %i', (seed) => {
    const random = seededRandom(seed * 3)
    const { upstream, ours, base, take } = begin(seed, (editor) => edits(editor, 40, random))
    expect(diffContent(take().content, base)).toEqual([])
    edits(upstream, 20, random)
    const taken = take()
    expect(diffContent(taken.content, upstream.read())).toEqual([])
    expect(diffContent(taken.base, base)).toEqual([])
    ours.edit.bringTo(contentOf(upstream.read()))
    expect(diffContent(take().content, ours.read())).toEqual([])
  })

  test.each(seeds)(
    '[TPL-9] the proposal has exactly the conflicts of the three contents, and choosing ours in all loses nothing of ours, seed %i',
    (seed) => {
      const random = seededRandom(seed * 5)
      const { upstream, ours, base, take } = begin(seed, (editor) => edits(editor, 40, random))
      edits(upstream, 15, random)
      edits(ours, 15, random)
      const [mine, theirs] = [contentOf(ours.read()), contentOf(upstream.read())]
      const choose = (from: typeof base, other: typeof base) => {
        const choices = new Map<string, MergeSide>()
        let merged = mergeContent({ base: from, ours: mine, theirs: other, choices })
        for (let pass = 0; pass < 10; pass++) {
          for (const { id } of merged.conflicts) choices.set(id, 'ours')
          merged = mergeContent({ base: from, ours: mine, theirs: other, choices })
        }
        return merged.content
      }
      const taken = take()
      const before = mergeContent({ base, ours: mine, theirs, choices: new Map() }).conflicts
      const isText = (field: string | null) => field !== null && /^setting\.(sql|text)/.test(field)
      const after = mergeContent({
        base: taken.base,
        ours: mine,
        theirs: taken.content,
        choices: new Map(),
      }).conflicts
      const idsOf = (conflicts: typeof before) =>
        conflicts.filter(({ field }) => !isText(field)).map(({ id }) => id)
      expect(idsOf(after).sort()).toEqual(idsOf(before).sort())
      if (before.every(({ field }) => !isText(field)))
        expect(diffContent(choose(taken.base, taken.content), choose(base, theirs))).toEqual([])
    },
  )

  test('[TPL-9] both edits of one text stay, and only what upstream did differs', () => {
    let sql = 'st_none000000' as StepId
    const { upstream, ours, take } = begin(1, ({ edit }) => {
      sql = edit.addStep({
        kind: 'sql',
        position: { x: 0, y: 0 },
        settings: { sql: 'SELECT a\nFROM input_1' },
      })
    })
    ours.edit.setSetting(sql, 'sql', 'SELECT a, b\nFROM input_1')
    ours.edit.setAppTitle({ en: 'Ours' })
    upstream.edit.setSetting(sql, 'sql', 'SELECT a\nFROM input_1\nLIMIT 5')
    const { content, base } = take()
    expect(content.pipelines[0]?.steps[sql]?.settings).toEqual({
      sql: 'SELECT a, b\nFROM input_1\nLIMIT 5',
    })
    expect(content.app.title).toEqual({ en: 'Ours' })
    expect(diffContent(base, content).map(({ entity }) => entity.key)).toEqual([`step ${sql}`])
  })

  test('[TPL-9] in a conflict the proposal holds upstream’s side and compares with what both began with', () => {
    let filter = 'st_none000000' as StepId
    const { upstream, ours, take } = begin(2, ({ edit }) => {
      filter = edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
      edit.setSetting(filter, 'expression', 'v > 1')
    })
    ours.edit.setSetting(filter, 'expression', 'v > 2')
    ours.edit.addStep({ kind: 'sort', position: { x: 9, y: 9 } })
    upstream.edit.setSetting(filter, 'expression', 'v > 3')
    const { content, base } = take()
    expect(content.pipelines[0]?.steps[filter]?.settings).toMatchObject({ expression: 'v > 3' })
    expect(base.pipelines[0]?.steps[filter]?.settings).toMatchObject({ expression: 'v > 1' })
    expect(Object.keys(base.pipelines[0]?.steps ?? {})).toHaveLength(2)
  })
})
