import type { Random } from '@weft/kernel'
import type { Step, StepId } from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createWorkspaceContent } from './create-workspace-content.ts'
import { openWorkspaceDocument, type WorkspaceDocument } from './open-workspace-document.ts'
import { pick } from './random-edits.ts'
import { connectDocuments, emptyTemplate, seededRandom } from './testing.ts'
import type { WorkspacePicture } from './read-picture.ts'

const at = (random: Random) => ({ x: Math.floor(random() * 900), y: Math.floor(random() * 900) })

function openDocument(client: number) {
  const doc = new Y.Doc()
  doc.clientID = client
  return doc
}

const stepsOf = (editor: WorkspaceDocument) => editor.read().pipelines[0]?.steps ?? {}
const idsOf = (editor: WorkspaceDocument) => Object.keys(stepsOf(editor)) as StepId[]

/** What one of the others made, in the shared document and in the one where they are alone. */
interface Pair {
  readonly both: StepId
  readonly lone: StepId
}

/** One edit of another person, made in both documents as long as its step is in their sight. */
function editOfOther(
  other: WorkspaceDocument,
  alone: WorkspaceDocument,
  pairs: Pair[],
  random: Random,
): void {
  const step = { kind: 'sql', position: at(random), settings: { sql: 'SELECT 1' } } as const
  const own = pick(
    pairs.filter(({ both }) => stepsOf(other)[both]),
    random,
  )
  const word = ` w${Math.floor(random() * 1e6)}`
  const choice = random()
  if (!own || choice < 0.3)
    pairs.push({ both: other.edit.addStep(step), lone: alone.edit.addStep(step) })
  else if (choice < 0.6) {
    for (const [editor, id] of [
      [other, own.both],
      [alone, own.lone],
    ] as const)
      editor.stepSql(id)?.insert(8, word)
  } else if (choice < 0.8) {
    other.edit.setStepTitle(own.both, { en: word })
    alone.edit.setStepTitle(own.lone, { en: word })
  } else {
    other.edit.setAppSummary({ en: word })
    alone.edit.setAppSummary({ en: word })
  }
}

/** One edit of the person who takes everything back: steps, text in others' steps, subflows, old versions. */
function editOfAnn(
  ann: WorkspaceDocument,
  old: WorkspacePicture[],
  random: Random,
  restores: boolean,
): void {
  const ids = idsOf(ann)
  const some = ids.filter(() => random() < 0.3)
  const user = Object.values<Step>(stepsOf(ann)).find(({ kind }) => kind === 'subflow')
  const one = pick(ids, random)
  const sql = pick(
    ids.filter((id) => ann.stepSql(id)),
    random,
  )
  const ways = [
    () => ann.edit.makeSubflow(some, { en: 'Part' }),
    () => user && ann.edit.unfoldSubflow(user.id),
    () => restores && ann.edit.bringTo(pick(old, random) ?? ann.read()),
    () => old.push(ann.read()),
    () => ann.edit.pasteSteps(ann.edit.copySteps(some), at(random)),
    () => {
      if (one) ann.edit.removeSteps([one])
    },
    () => {
      if (sql) ann.edit.setSetting(sql, 'sql', `${ann.stepSql(sql)?.toJSON() ?? ''} AS ann`)
    },
    () => {
      if (one) ann.edit.moveSteps({ [one]: at(random) })
    },
    () => ann.edit.addStep({ kind: 'filter', position: at(random) }),
  ]
  pick(ways, random)?.()
}

/** The words of SQL without their order: text that was taken away and comes back stands beside what came meanwhile. */
const wordsOf = (step: Step) =>
  step.kind === 'sql' ? step.settings.sql.split(' ').sort().join(' ') : ''

function told(editor: WorkspaceDocument) {
  const { app, pipelines } = editor.read()
  return {
    steps: Object.values<Step>(stepsOf(editor))
      .map((step) => JSON.stringify([step.kind, wordsOf(step), step.title]))
      .sort(),
    edges: pipelines[0]?.edges,
    app,
  }
}

const cases = Array.from({ length: 40 }, (_, index) => ({
  seed: index + 1,
  restores: index % 2 === 0,
}))

test.each(cases)(
  '[DOC-11] undoing everything one of three did, subflows and old versions too, leaves exactly the others’ work, $seed',
  ({ seed, restores }) => {
    const random = seededRandom(seed)
    const docs = [1, 2, 3].map(openDocument)
    const loneDoc = openDocument(9)
    createWorkspaceContent(docs[0] ?? loneDoc, emptyTemplate)
    createWorkspaceContent(loneDoc, emptyTemplate)
    const link = connectDocuments(docs)
    const [ann, bo, cho] = docs.map((doc, index) =>
      openWorkspaceDocument(doc, { random: seededRandom(seed * 50 + index) }),
    ) as [WorkspaceDocument, WorkspaceDocument, WorkspaceDocument]
    const alone = openWorkspaceDocument(loneDoc, { random: seededRandom(seed * 50 + 9) })
    const pairs = new Map<WorkspaceDocument, Pair[]>([
      [bo, []],
      [cho, []],
    ])
    const old: WorkspacePicture[] = [ann.read()]
    for (let turn = 0; turn < 60; turn++) {
      const other = random() < 0.5 ? bo : cho
      if (random() < 0.5) editOfAnn(ann, old, random, restores)
      else editOfOther(other, alone, pairs.get(other) ?? [], random)
      while (random() < 0.6 && link.deliverOne(random));
      // Whose summary stays of two at once is not theirs to say: the document where they are alone has one order.
      link.deliver()
    }
    while (ann.undo.canUndo) ann.undo.undo()
    link.deliver()
    expect(told(ann)).toEqual(told(alone))
    expect(bo.read()).toEqual(ann.read())
    expect(cho.read()).toEqual(ann.read())
  },
)

test.each(Array.from({ length: 40 }, (_, index) => index + 1))(
  '[DOC-11] a value that restored versions replaced again and again comes back as the others left it, %i',
  (seed) => {
    const random = seededRandom(seed)
    const docs = [1, 2].map(openDocument)
    createWorkspaceContent(docs[0] ?? openDocument(9), emptyTemplate)
    const link = connectDocuments(docs)
    const [ann, bo] = docs.map((doc, index) =>
      openWorkspaceDocument(doc, { random: seededRandom(seed * 50 + index) }),
    ) as [WorkspaceDocument, WorkspaceDocument]
    const step = bo.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })
    link.deliver()
    const old: WorkspacePicture[] = [ann.read()]
    let left = {}
    for (let turn = 0; turn < 30; turn++) {
      const choice = random()
      if (choice < 0.3) {
        left = { en: `title ${turn}` }
        bo.edit.setStepTitle(step, left)
      } else if (choice < 0.5) old.push(ann.read())
      else if (choice < 0.8) ann.edit.bringTo(pick(old, random) ?? ann.read())
      else if (choice < 0.9) ann.undo.undo()
      else ann.undo.redo()
      link.deliver()
    }
    while (ann.undo.canUndo) ann.undo.undo()
    link.deliver()
    expect(stepsOf(ann)[step]?.title).toEqual(left)
    expect(bo.read()).toEqual(ann.read())
  },
)
