import type { Random } from '@weft/kernel'
import type { Step } from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createWorkspaceContent } from './create-workspace-content.ts'
import { everyPipeline } from './find-pipeline.ts'
import { openWorkspaceDocument, type WorkspaceDocument } from './open-workspace-document.ts'
import { pick } from './random-edits.ts'
import { connectDocuments, emptyTemplate, seededRandom } from './testing.ts'
import type { WorkspacePicture } from './read-picture.ts'

const at = (random: Random) => ({ x: Math.floor(random() * 900), y: Math.floor(random() * 900) })

const sqlSteps = (picture: WorkspacePicture) =>
  everyPipeline(picture).flatMap(({ steps }) =>
    Object.values<Step>(steps).filter((step) => step.kind === 'sql'),
  )
const allSql = (picture: WorkspacePicture) =>
  sqlSteps(picture)
    .map(({ settings }) => settings.sql)
    .join('\n')

/** One structural edit: remove, wrap, unfold, paste or bring an old version back. */
function restructure(editor: WorkspaceDocument, old: WorkspacePicture[], random: Random): void {
  const steps = Object.values<Step>(editor.read().pipelines[0]?.steps ?? {})
  const some = steps.filter(() => random() < 0.4).map(({ id }) => id)
  const user = steps.find(({ kind }) => kind === 'subflow')
  const ways = [
    () => {
      editor.edit.removeSteps(some)
    },
    () => editor.edit.makeSubflow(some, { en: 'Part' }),
    () => user && editor.edit.unfoldSubflow(user.id),
    () => editor.edit.pasteSteps(editor.edit.copySteps(some), at(random)),
    () => editor.edit.bringTo(pick(old, random) ?? editor.read()),
    () => old.push(editor.read()),
    () => editor.edit.addStep({ kind: 'sql', position: at(random), settings: { sql: '--' } }),
  ]
  pick(ways, random)?.()
}

/** Offered back: whatever the notices say can be restored is restored. */
function takeOffers(editor: WorkspaceDocument): void {
  const { edit } = editor
  for (let round = 0; round < 5; round++) {
    const offered = editor
      .read()
      .notices.filter(({ code }) => code.endsWith('removed-while-edited'))
    edit.restoreSteps(offered.flatMap(({ step }) => step ?? []))
    for (const { subflow } of offered) if (subflow) edit.restoreSubflow(subflow)
  }
}

/** Types a word at the end of some SQL; gives it, unless there is none. */
function typeWord(editor: WorkspaceDocument, word: string, random: Random): string[] {
  const step = pick(sqlSteps(editor.read()), random)
  const text = step ? editor.stepSql(step.id) : null
  text?.insert(text.length, word)
  return text ? [word] : []
}

test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
  '[DOC-19] no structural edit loses text it had not seen: it is there or offered back, seed %i',
  (seed) => {
    const random = seededRandom(seed)
    const docs = [1, 2, 3].map((client) => {
      const doc = new Y.Doc()
      doc.clientID = client
      return doc
    })
    createWorkspaceContent(docs[0] ?? new Y.Doc(), emptyTemplate)
    const link = connectDocuments(docs)
    const [typist, bo, cho] = docs.map((doc, index) =>
      openWorkspaceDocument(doc, { random: seededRandom(seed * 70 + index) }),
    ) as [WorkspaceDocument, WorkspaceDocument, WorkspaceDocument]
    for (let index = 0; index < 4; index++)
      typist.edit.addStep({ kind: 'sql', position: at(random), settings: { sql: '--' } })
    link.deliver()
    // Each restores what they have seen themselves.
    const old = new Map<WorkspaceDocument, WorkspacePicture[]>(
      [bo, cho].map((editor) => [editor, [editor.read()]]),
    )
    const typed: string[] = []
    /** What somebody took away with open eyes. */
    const givenUp = new Set<string>()
    for (let turn = 0; turn < 50; turn++) {
      if (random() < 0.5) {
        typed.push(...typeWord(typist, `<${seed}.${turn}>`, random))
      } else {
        const editor = random() < 0.5 ? bo : cho
        const before = allSql(editor.read())
        restructure(editor, old.get(editor) ?? [], random)
        const after = allSql(editor.read())
        const taken = typed.filter((word) => before.includes(word) && !after.includes(word))
        for (const word of taken) givenUp.add(word)
      }
      while (random() < 0.4 && link.deliverOne(random));
    }
    link.deliver()
    takeOffers(typist)
    const found = allSql(typist.read())
    expect(typed.filter((word) => !givenUp.has(word) && !found.includes(word))).toEqual([])
    expect(typed.length).toBeGreaterThan(5)
  },
)
