import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { firstClocks } from './first-clocks.ts'

function writer(client: number, words: string): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = client
  doc.getText('text').insert(0, words)
  return doc
}

test('[HIST-5] an update says whose changes it holds and where they begin', () => {
  const lin = writer(70_000, 'warp')
  const before = Y.encodeStateVector(lin)
  lin.getText('text').insert(4, ' and weft')
  expect(firstClocks(Y.encodeStateAsUpdate(lin))).toEqual([{ client: 70_000, clock: 0 }])
  expect(firstClocks(Y.encodeStateAsUpdate(lin, before))).toEqual([{ client: 70_000, clock: 4 }])
})

test('[HIST-5] an update of several writers names each', () => {
  const lin = writer(7, 'warp')
  Y.applyUpdate(lin, Y.encodeStateAsUpdate(writer(9, 'weft')))
  const found = firstClocks(Y.encodeStateAsUpdate(lin)).toSorted((a, b) => a.client - b.client)
  expect(found).toEqual([
    { client: 7, clock: 0 },
    { client: 9, clock: 0 },
  ])
})

test('[HIST-5] deletions alone have no writer', () => {
  const lin = writer(7, 'warp')
  const before = Y.encodeStateVector(lin)
  lin.getText('text').delete(0, 2)
  expect(firstClocks(Y.encodeStateAsUpdate(lin, before))).toEqual([])
})
