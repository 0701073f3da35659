import type { WidgetId } from '@weft/app-model'
import type { Random } from '@weft/kernel'
import {
  stepKinds,
  type EdgeId,
  type Step,
  type StepId,
  type StepOf,
  type Subflow,
} from '@weft/pipeline-model'
import type { WorkspaceDocument } from './open-workspace-document.ts'

/** One of a list, chosen at random. */
export function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[Math.floor(random() * list.length)]
}

const steps = (editor: WorkspaceDocument) =>
  Object.keys(editor.read().pipelines[0]?.steps ?? {}) as StepId[]
const widgets = (editor: WorkspaceDocument) => Object.keys(editor.read().app.widgets) as WidgetId[]
const at = (random: Random) => ({ x: Math.floor(random() * 900), y: Math.floor(random() * 900) })

const allSteps = (editor: WorkspaceDocument) =>
  Object.values<Step>(editor.read().pipelines[0]?.steps ?? {})

function editList({ edit }: WorkspaceDocument, step: StepOf<'group'>, random: Random) {
  const item = pick(step.settings.by, random)
  const choice = Math.floor(random() * 4)
  if (!item || choice < 2) edit.addItem(step.id, 'by', { column: 'c' }, item?.id)
  else if (choice === 2) edit.moveItem(step.id, 'by', item.id, null)
  else edit.removeItems(step.id, 'by', [item.id])
}

function editInside(editor: WorkspaceDocument, random: Random, subflow: Subflow) {
  const { edit } = editor
  const inner = pick(Object.values<Step>(subflow.steps), random)?.id
  const ways = [
    (id: StepId) => {
      edit.removeSteps([id])
    },
    (id: StepId) => {
      edit.moveSubflowPart(id, null)
    },
    (id: StepId) => edit.makeSubflow([id], { en: 'Inner' }),
  ]
  if (inner) pick(ways, random)?.(inner)
}

function editSubflow(editor: WorkspaceDocument, random: Random) {
  const { edit } = editor
  const all = Object.values<Subflow>(editor.read().subflows)
  const [subflow, other] = [pick(all, random), pick(all, random)]
  const user = allSteps(editor).find(({ kind }) => kind === 'subflow')
  const choice = Math.floor(random() * 6)
  if (!subflow || !other) edit.addSubflow({ zh: '部分' })
  else if (choice === 0) edit.removeSubflow(subflow.id)
  else if (choice === 1) {
    // Two people who do this in two subflows at once may close a circle.
    const settings = { subflow: other.id }
    edit.addStep({ pipeline: subflow.id, kind: 'subflow', position: at(random), settings })
  } else if (choice === 2)
    edit.addStep({ pipeline: subflow.id, kind: 'entry', position: at(random) })
  else if (choice === 3 && user) edit.unfoldSubflow(user.id)
  else editInside(editor, random, subflow)
}

const intents: ((editor: WorkspaceDocument, random: Random) => void)[] = [
  ({ edit }, random) => {
    edit.addStep({ kind: pick(stepKinds, random) ?? 'filter', position: at(random) })
  },
  (editor, random) => {
    const [from, to] = [pick(steps(editor), random), pick(steps(editor), random)]
    const port = pick(['in', 'left', 'right'] as const, random) ?? 'in'
    if (from && to) editor.edit.connect({ from, to, port })
  },
  (editor, random) => {
    const step = pick(steps(editor), random)
    if (step && random() < 0.4) editor.edit.removeSteps([step])
    else if (step) editor.edit.moveSteps({ [step]: at(random) })
  },
  (editor, random) => {
    const edge = pick(editor.read().pipelines[0]?.edges ?? [], random)
    if (edge) editor.edit.disconnect([edge.id satisfies EdgeId])
  },
  (editor, random) => {
    const step = pick(steps(editor), random)
    if (step) editor.edit.setStepTitle(step, { en: `title ${Math.floor(random() * 9)}` })
  },
  (editor, random) => {
    const step = pick(allSteps(editor), random)
    if (step?.kind === 'group') editList(editor, step, random)
    if (step?.kind === 'sql') editor.stepSql(step.id)?.insert(0, 'a')
    if (step?.kind === 'output') editor.edit.setSetting(step.id, 'name', 'same')
  },
  (editor, random) => {
    const page = pick(editor.read().app.pages, random)
    const choice = Math.floor(random() * 6)
    if (!page || choice === 0) editor.edit.addPage({ en: 'Page' }, page?.id)
    else if (choice === 1) editor.edit.removePage(page.id)
    else if (choice === 2) editor.edit.movePage(page.id, null)
    else editor.edit.addWidget({ page: page.id, kind: 'text', place: { x: 0, y: 0 } })
  },
  (editor, random) => {
    const widget = pick(widgets(editor), random)
    if (!widget) return
    if (random() < 0.3) editor.edit.removeWidgets([widget])
    else editor.edit.setWidgetTitle(widget, { zh: `标题${Math.floor(random() * 9)}` })
  },
  (editor, random) => {
    if (random() < 0.7) editor.undo.undo()
    else editor.undo.redo()
  },
  (editor, random) => {
    const some = steps(editor).filter(() => random() < 0.3)
    editor.edit.pasteSteps(editor.edit.copySteps(some), at(random))
  },
  (editor, random) => {
    const some = steps(editor).filter(() => random() < 0.4)
    editor.edit.makeSubflow(some, { en: 'Part' })
  },
  editSubflow,
]

/** Makes one intent of any kind, on something chosen at random. */
export function editAtRandom(editor: WorkspaceDocument, random: Random): void {
  pick(intents, random)?.(editor, random)
}
