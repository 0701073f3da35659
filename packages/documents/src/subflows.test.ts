import {
  recursiveSteps,
  subflowPorts,
  type Step,
  type StepId,
  type Subflow,
} from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openWorkspaceDocument, type WorkspaceDocument } from './open-workspace-document.ts'
import { connectDocuments, seededRandom, writeWorkspacePicture } from './testing.ts'

const place = { x: 0, y: 0 }

/** A dataset, two steps after it that call a parameter, and an output. */
function openChain(doc: Y.Doc = writeWorkspacePicture(), seed = 3) {
  const editor = openWorkspaceDocument(doc, { random: seededRandom(seed) })
  const { edit } = editor
  const source = edit.addStep({ kind: 'dataset', position: place, settings: { dataset: 'ds' } })
  edit.addStep({
    kind: 'parameter',
    position: place,
    settings: { name: 'limit', type: 'whole', value: '4' },
  })
  const filter = edit.addStep({
    kind: 'filter',
    position: place,
    settings: { expression: 'n > $limit' },
  })
  const sort = edit.addStep({ kind: 'sort', position: place })
  const output = edit.addStep({ kind: 'output', position: place })
  edit.connect({ from: source, to: filter, port: 'in' })
  edit.connect({ from: filter, to: sort, port: 'in' })
  edit.connect({ from: sort, to: output, port: 'in' })
  return { doc, editor, source, filter, sort, output }
}

const main = (editor: WorkspaceDocument) => {
  const [pipeline] = editor.read().pipelines
  if (!pipeline) throw new Error('There is no pipeline.')
  return pipeline
}
const kinds = (steps: Readonly<Record<StepId, Step>>) =>
  Object.values<Step>(steps)
    .map(({ kind }) => kind)
    .sort()

function made(editor: WorkspaceDocument, steps: readonly StepId[]) {
  const answer = editor.edit.makeSubflow(steps, { en: 'Part', zh: '部分' })
  if (!answer.ok) throw new Error(answer.failure.code)
  const subflow = editor.read().subflows[answer.value.subflow]
  if (!subflow) throw new Error('There is no subflow.')
  return { ...answer.value, subflow, ports: subflowPorts(subflow) }
}

describe('making and unfolding', () => {
  test('[DOC-13] the chosen steps go inside, what crossed becomes ports, and one undo brings them back', () => {
    const { editor, source, filter, sort, output } = openChain()
    const before = editor.read()
    const { step, subflow, ports } = made(editor, [filter, sort])
    expect(kinds(main(editor).steps)).toEqual(['dataset', 'output', 'parameter', 'subflow'])
    expect(kinds(subflow.steps)).toEqual(['entry', 'filter', 'output', 'parameter', 'sort'])
    expect(main(editor).edges).toMatchObject(
      [
        { from: source, to: step, port: ports.inputs[0]?.id },
        { from: step, fromPort: ports.outputs[0]?.id, to: output, port: 'in' },
      ].sort((a, b) => (a.to < b.to ? -1 : 1)),
    )
    // The parameter the steps call is handed on under its name.
    expect(main(editor).steps[step]?.settings).toMatchObject({
      values: [{ parameter: ports.parameters[0]?.id, source: 'parameter', value: 'limit' }],
    })
    editor.undo.undo()
    expect(editor.read()).toEqual(before)
    editor.undo.redo()
    expect(kinds(main(editor).steps)).toEqual(['dataset', 'output', 'parameter', 'subflow'])
  })

  test('[DOC-13] unfolding puts the steps back between the same neighbours', () => {
    const { editor, filter, sort, source, output } = openChain()
    const { step } = made(editor, [filter, sort])
    expect(editor.edit.unfoldSubflow(step).ok).toBe(true)
    const { steps, edges } = main(editor)
    expect(kinds(steps)).toEqual(['dataset', 'filter', 'output', 'parameter', 'sort'])
    const kindOf = (id: StepId) => steps[id]?.kind
    expect(edges.map(({ from, to }) => `${kindOf(from)} ${kindOf(to)}`).sort()).toEqual([
      'dataset filter',
      'filter sort',
      'sort output',
    ])
    expect(steps[source] && steps[output]).toBeTruthy()
  })

  test('[DOC-13] rows that leave and come back, and outputs alone, are refused', () => {
    const { editor, source, filter, sort, output } = openChain()
    expect(editor.edit.makeSubflow([source, sort], {})).toMatchObject({
      failure: { code: 'document.subflow-comes-back' },
    })
    expect(editor.edit.makeSubflow([output], {})).toMatchObject({
      failure: { code: 'document.subflow-of-nothing' },
    })
    expect(main(editor).steps[filter]).toBeTruthy()
  })
})

describe('ports', () => {
  test('[DOC-14] a removed port takes its connection out of the picture, with a notice; bringing it back brings it back', () => {
    const { editor, filter, sort } = openChain()
    const { step, ports } = made(editor, [filter, sort])
    const [entry] = ports.inputs
    if (!entry) throw new Error('There is no input.')
    editor.edit.removeSteps([entry.id])
    expect(main(editor).edges.filter(({ to }) => to === step)).toEqual([])
    expect(editor.read().notices).toMatchObject([{ code: 'repair.edge-port-unknown', step }])
    editor.edit.restoreSteps([entry.id])
    expect(main(editor).edges.filter(({ to }) => to === step)).toHaveLength(1)
    expect(editor.read().notices).toEqual([])
  })

  test('[DOC-14] a port keeps its connections under another name and at another place', () => {
    const { editor, filter, sort } = openChain()
    const { subflow, ports } = made(editor, [filter, sort])
    const before = main(editor).edges
    const second = editor.edit.addStep({ pipeline: subflow.id, kind: 'entry', position: place })
    editor.edit.setSetting(ports.inputs[0]?.id ?? 'st_none', 'name', 'orders')
    editor.edit.moveSubflowPart(second, null)
    const now = editor.read().subflows[subflow.id]
    expect(now && subflowPorts(now).inputs.map(({ id }) => id)).toEqual([
      second,
      ports.inputs[0]?.id,
    ])
    expect(main(editor).edges).toEqual(before)
  })
})

describe('removing', () => {
  test('[DOC-15] a subflow in use is not removed and says where it is used', () => {
    const { editor, filter, sort } = openChain()
    const { step, subflow } = made(editor, [filter, sort])
    expect(editor.edit.removeSubflow(subflow.id)).toMatchObject({
      failure: { code: 'document.subflow-in-use', args: { n: 1 } },
    })
    editor.edit.unfoldSubflow(step)
    expect(editor.edit.removeSubflow(subflow.id).ok).toBe(true)
    expect(editor.read().subflows).toEqual({})
    editor.undo.undo()
    expect(Object.keys(editor.read().subflows)).toEqual([subflow.id])
  })

  test('[DOC-15] a subflow removed by one person while another begins to use it stays', () => {
    const docs = [writeWorkspacePicture(), new Y.Doc()] as const
    const link = connectDocuments(docs)
    const [ann, bob] = docs.map((doc, index) =>
      openWorkspaceDocument(doc, { random: seededRandom(index + 11) }),
    )
    if (!ann || !bob) throw new Error('Two editors are needed.')
    const id = ann.edit.addSubflow({ en: 'Part' })
    link.deliver()
    expect(ann.edit.removeSubflow(id).ok).toBe(true)
    bob.edit.addStep({ kind: 'subflow', position: place, settings: { subflow: id } })
    link.deliver()
    expect(Object.keys(ann.read().subflows)).toEqual([id])
    expect(ann.read()).toEqual(bob.read())
  })
})

test('[DOC-16] two people who close a circle of subflows at once see the same step cut, with a notice', () => {
  const docs = [writeWorkspacePicture(), new Y.Doc()] as const
  const link = connectDocuments(docs)
  const [ann, bob] = docs.map((doc, index) =>
    openWorkspaceDocument(doc, { random: seededRandom(index + 21) }),
  )
  if (!ann || !bob) throw new Error('Two editors are needed.')
  const [one, other] = [ann.edit.addSubflow({ en: 'One' }), ann.edit.addSubflow({ en: 'Other' })]
  link.deliver()
  ann.edit.addStep({
    pipeline: one,
    kind: 'subflow',
    position: place,
    settings: { subflow: other },
  })
  bob.edit.addStep({
    pipeline: other,
    kind: 'subflow',
    position: place,
    settings: { subflow: one },
  })
  link.deliver()
  const [cut, ...more] = [...recursiveSteps(ann.read().subflows)]
  expect(more).toEqual([])
  expect(ann.read().notices).toEqual([{ code: 'repair.subflow-in-circle', args: {}, step: cut }])
  expect(bob.read()).toEqual(ann.read())
})

describe('copies', () => {
  test('[DOC-12] a copy carries the subflows its steps use into another workspace, and finds them there the second time', () => {
    const { editor, filter, sort } = openChain()
    const { step, subflow } = made(editor, [filter, sort])
    const text = editor.edit.copySteps([step])
    const other = openWorkspaceDocument(writeWorkspacePicture(), { random: seededRandom(9) })
    expect(other.edit.pasteSteps(text, place).ok).toBe(true)
    expect(other.read().subflows[subflow.id]).toEqual(editor.read().subflows[subflow.id])
    expect(other.edit.pasteSteps(text, place).ok).toBe(true)
    expect(Object.values<Subflow>(other.read().subflows)).toHaveLength(1)
    expect(other.read().notices).toEqual([])
  })

  test('[DOC-12] a copy cannot bring steps that are there already, nor a subflow into itself', () => {
    const { editor, filter, sort } = openChain()
    const { step, subflow } = made(editor, [filter, sort])
    const text = editor.edit.copySteps([step])
    expect(editor.edit.pasteSteps(text, place, subflow.id)).toMatchObject({
      failure: { code: 'document.would-recurse' },
    })
    const forged = text.replaceAll(subflow.id, 'pl_forged0000')
    expect(editor.edit.pasteSteps(forged, place)).toMatchObject({
      failure: { code: 'document.paste-unreadable' },
    })
  })
})
