import { diffContent } from '@weft/workspace-changes'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { countSurviving } from './count-surviving.ts'
import { openWorkspaceDocument } from './open-workspace-document.ts'
import { readAuthorship } from './read-authorship.ts'
import { readBlame } from './read-blame.ts'
import { connectDocuments, seededRandom, writeWorkspacePicture } from './testing.ts'

function openTwo() {
  const lin = writeWorkspacePicture()
  const amara = new Y.Doc()
  const link = connectDocuments([lin, amara])
  const [mine, hers] = [lin, amara].map((doc, at) =>
    openWorkspaceDocument(doc, { random: seededRandom(at + 1) }),
  )
  if (!mine || !hers) throw new Error('two editors were opened')
  return { lin, amara, link, mine, hers }
}

test('[HIST-6] each change is by the window that made it', () => {
  const { lin, amara, link, mine, hers } = openTwo()
  const filter = mine.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
  const group = mine.edit.addStep({ kind: 'group', position: { x: 0, y: 0 } })
  link.deliver()
  const before = mine.read()
  hers.edit.setSetting(filter, 'expression', 'x > 1')
  hers.edit.addItem(group, 'by', { column: 'city' })
  link.deliver()
  mine.edit.connect({ from: filter, to: group, port: 'in' })
  const sort = hers.edit.addStep({ kind: 'sort', position: { x: 0, y: 0 } })
  link.deliver()
  mine.edit.setAppTitle({ en: 'Delays' })
  link.deliver()
  const changes = diffContent(before, mine.read())
  const writers = readAuthorship(lin, changes)
  const by = Object.fromEntries(
    changes.map(({ entity }, at) => [
      entity.type === 'step' || entity.type === 'item'
        ? `${entity.type} ${entity.id}`
        : entity.type,
      writers[at]?.client === amara.clientID
        ? 'amara'
        : writers[at]?.client === lin.clientID
          ? 'lin'
          : null,
    ]),
  )
  expect(by).toMatchObject({
    [`step ${filter}`]: 'amara',
    [`step ${sort}`]: 'amara',
    edge: 'lin',
    app: 'lin',
  })
  expect(Object.entries(by).find(([key]) => key.startsWith('item '))?.[1]).toBe('amara')
})

test('[HIST-6] a removal is by whoever removed', () => {
  const { amara, lin, link, mine, hers } = openTwo()
  const filter = mine.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
  link.deliver()
  const before = mine.read()
  hers.edit.removeSteps([filter])
  link.deliver()
  const changes = diffContent(before, mine.read())
  expect(changes.map(({ change }) => change)).toEqual(['removed'])
  expect(readAuthorship(lin, changes)).toMatchObject([{ client: amara.clientID }])
})

test('[HIST-8] every line of SQL says who wrote last in it, every setting who set it', () => {
  const { lin, amara, link, mine, hers } = openTwo()
  const sql = mine.edit.addStep({ kind: 'sql', position: { x: 0, y: 0 } })
  link.deliver()
  const text = hers.stepSql(sql)
  text?.insert(0, '-- by Amara\n')
  link.deliver()
  const blame = readBlame(lin, sql)
  const lines = blame?.lines['sql']?.map((writer) => writer?.client ?? null)
  expect(lines).toEqual([amara.clientID, lin.clientID, lin.clientID, null])
  expect(blame?.added?.client).toBe(lin.clientID)
  const filter = mine.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
  link.deliver()
  hers.edit.setSetting(filter, 'expression', 'x > 1')
  link.deliver()
  expect(readBlame(lin, filter)?.settings['expression']?.client).toBe(amara.clientID)
  expect(readBlame(lin, 'st_nothere000')).toBeNull()
})

test('[HIST-9] only what is left counts as a contribution', () => {
  const { lin, amara, link, mine, hers } = openTwo()
  const sql = mine.edit.addStep({ kind: 'sql', position: { x: 0, y: 0 } })
  link.deliver()
  hers.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
  const gone = hers.edit.addStep({ kind: 'sort', position: { x: 0, y: 0 } })
  hers.edit.removeSteps([gone])
  hers.edit.setSetting(sql, 'sql', 'SELECT *\nFROM input_1 -- six\n')
  link.deliver()
  const work = countSurviving(lin)
  const sum = (client: number, what: string) =>
    work
      .filter((one) => one.client === client && one.what === what)
      .reduce((total, { count }) => total + count, 0)
  expect([sum(lin.clientID, 'step'), sum(amara.clientID, 'step')]).toEqual([1, 1])
  expect(sum(amara.clientID, 'letter')).toBe(' -- six'.length)
})
