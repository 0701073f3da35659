import { openWorkspaceDocument } from '@weft/documents'
import { emptyTemplate, seededRandom, writeWorkspacePicture } from '@weft/documents/testing'
import { inputEdges, stepSpecs, type Pipeline, type Step } from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { addTemplate, templateIds, templates, type TemplateId } from './templates.ts'

function begin(template: TemplateId) {
  const shared = openWorkspaceDocument(writeWorkspacePicture(emptyTemplate), {
    random: seededRandom(7),
  })
  const read = (): Pipeline => {
    const [pipeline] = shared.read().pipelines
    if (!pipeline) throw new Error('The document has no pipeline.')
    return pipeline
  }
  const add = () =>
    shared.edit.gesture('add-template', () => addTemplate(shared.edit, read(), template))
  return { shared, read, add }
}

test.each(templateIds)(
  'every input of the template “%s” is fed, and one undo takes it away',
  (id) => {
    const { shared, read, add } = begin(id)
    const focus = add()
    const steps = Object.values<Step>(read().steps)
    expect(steps).toHaveLength(templates[id].length)
    expect(focus && read().steps[focus]?.kind).toBe('dataset')
    for (const step of steps) {
      const { inputs, optionalInputs } = stepSpecs[step.kind]
      for (const port of inputs.filter((one) => !optionalInputs.includes(one))) {
        expect(inputEdges(read(), step.id, port), `${step.kind} ${port}`).toHaveLength(1)
      }
    }
    shared.undo.undo()
    expect(Object.keys(read().steps)).toEqual([])
  },
)

test('a template added twice stands below itself, under another output name', () => {
  const { read, add } = begin('combine')
  add()
  add()
  const names = Object.values<Step>(read().steps).flatMap((step) =>
    step.kind === 'output' ? [step.settings.name] : [],
  )
  expect(new Set(names).size).toBe(2)
  const places = Object.values(read().positions).map(({ x, y }) => `${String(x)} ${String(y)}`)
  expect(new Set(places).size).toBe(places.length)
})
