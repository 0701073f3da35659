import { openWorkspaceDocument } from '@weft/documents'
import { emptyTemplate, seededRandom, writeWorkspacePicture } from '@weft/documents/testing'
import { accept, type Outcome } from '@weft/kernel'
import {
  stepSpecs,
  type Edge,
  type InputPort,
  type Pipeline,
  type Step,
  type StepId,
  type StepKind,
  type StepOf,
} from '@weft/pipeline-model'
import { compilePipeline } from '@weft/pipeline-sql'
import { createToasts, provideToasts } from '@weft/ui-kit'
import { insideSession } from '../../session/inside-session.ts'
import { useLevels } from '../../session/levels.ts'
import { computed, createApp, h, nextTick, shallowRef, type VNode } from 'vue'
import { createInterfaceLanguage } from '../../../i18n/interface-language.ts'
import type {
  AnswerRows,
  ExpressionQuestion,
  StepQuestion,
  ValuesQuestion,
} from '../../session/ask-step.ts'
import type { StepRun, StepRuns } from '../../session/run-board.ts'
import { provideWorkspaceSession, type WorkspaceSession } from '../../session/workspace-session.ts'
import { providePipelineEditor, type PipelineEditor } from '../editor/pipeline-editor.ts'
import { useEditor } from '../editor/use-editor.ts'
import StepPanel from '../panel/StepPanel.vue'

const idOf = (name: string) => `st_${name.padEnd(10, '0')}` as const

/** The dataset every panel of a test stands over. */
const flights = {
  digest: 'd1',
  schema: [
    { name: 'carrier', type: 'VARCHAR' },
    { name: 'day', type: 'DATE' },
    { name: 'distance', type: 'INTEGER' },
    { name: 'arr_delay', type: 'DOUBLE' },
    { name: 'dep_delay', type: 'DOUBLE' },
  ],
}

/** A step of a test: its id is made of its name, which is its kind when not given. */
export function step(kind: StepKind, settings: object = {}, name: string = kind): Step {
  const whole = { ...stepSpecs[kind].initial, ...settings }
  return { id: idOf(name), kind, title: {}, settings: whole } as unknown as Step
}

interface PanelGiven {
  readonly canEdit?: boolean
  readonly language?: 'en' | 'zh'
  /** Steps that follow the one on screen, each over the one before. */
  readonly after?: readonly Step[]
  /** What the engine answers, by the name of the probe or of the column. */
  readonly answers?: Readonly<Record<string, AnswerRows>>
  /** How far every step is whose table the engine could make. */
  readonly run?: StepRun
  /** The part of the editor to open; the settings of the step when not given. */
  readonly part?: (editor: PipelineEditor) => VNode
}

/** Panels link to pages that a test does not have. */
const noLink = () => null

const open: { unmount(): void }[] = []

/** Takes away every panel a test has opened. */
export function closePanels(): void {
  for (const app of open.splice(0)) app.unmount()
  document.body.innerHTML = ''
}

function edgesOf(shown: Step, after: readonly Step[]): Edge[] {
  const edge = (from: StepId, to: StepId, port: InputPort, index: number): Edge => ({
    id: `ed_${String(index).padStart(10, '0')}` as const,
    from,
    to,
    port,
    order: 'a0',
  })
  const first = stepSpecs[shown.kind].inputs.map((port, index) =>
    edge(idOf('dataset'), shown.id, port, index),
  )
  const chain = [shown, ...after]
  return [
    ...first,
    ...after.map((one, index) => edge(chain[index]?.id ?? shown.id, one.id, 'in', 10 + index)),
  ]
}

function openShared(shown: Step, after: readonly Step[]) {
  const source = step('dataset', { dataset: 'ds_flights000' })
  const steps = Object.fromEntries([source, shown, ...after].map((one) => [one.id, one]))
  const [empty] = emptyTemplate.pipelines
  if (!empty) throw new Error('The template has no pipeline.')
  const pipelines = [{ ...empty, steps, edges: edgesOf(shown, after) }]
  const shared = openWorkspaceDocument(writeWorkspacePicture({ ...emptyTemplate, pipelines }), {
    random: seededRandom(5),
  })
  const picture = shallowRef(shared.read())
  shared.onChange(() => {
    picture.value = shared.read()
  })
  return { shared, picture, pipeline: computed(() => picture.value.pipelines[0] ?? empty) }
}

function openSession(
  { shared, picture, pipeline }: ReturnType<typeof openShared>,
  { canEdit = true, answers = {}, run }: PanelGiven,
) {
  const asked: string[] = []
  const answer = (probe: string): Promise<Outcome<AnswerRows>> => {
    asked.push(probe)
    return Promise.resolve(accept(answers[probe] ?? []))
  }
  const compile = (wanted: Pipeline) =>
    compilePipeline(wanted, { ds_flights000: flights }, new Map())
  const levels = useLevels(pipeline, () => picture.value.subflows)
  const compiled = computed(() => compile(levels.root.value ?? pipeline.value))
  const runs = computed<StepRuns>(() => {
    const tables = Object.values(compiled.value.steps).flatMap(({ table }) => table ?? [])
    return new Map(run ? tables.map((table) => [table, run]) : [])
  })
  const session = {
    engineState: shallowRef('ready'),
    engineProgress: shallowRef(new Map()),
    stopRuns: () => asked.push('stop'),
    retryRun: (table: string) => asked.push(`retry ${table}`),
    document: shared,
    picture,
    pipeline,
    ...levels,
    compiled,
    previewCompiled: compile,
    runs,
    datasets: shallowRef([]),
    datasetsFailure: shallowRef(null),
    retryDatasets: () => undefined,
    others: shallowRef([]),
    canEdit: computed(() => canEdit),
    focusStep: () => undefined,
    client: {
      presence: {
        clientId: 1,
        set: () => undefined,
        movements: () => new Map(),
        onMove: () => () => undefined,
      },
    },
    askProbe: ({ probe }: StepQuestion) => answer(probe),
    askExpression: ({ expression }: ExpressionQuestion) =>
      Promise.resolve(accept((answers[expression] ?? []).map(([value = '']) => value))),
    askValues: ({ column }: ValuesQuestion) =>
      Promise.resolve(accept((answers[column] ?? []).map(([value = '']) => value))),
  } as unknown as WorkspaceSession
  return { asked, session }
}

/** Opens a part of the editor with a step over a dataset of flights: a real document, compiler and editor, no engine. */
export async function openPanel(shown: Step, given: PanelGiven = {}) {
  const opened: ReturnType<typeof openShared> & { editor?: PipelineEditor } = openShared(
    shown,
    given.after ?? [],
  )
  const { shared } = opened
  const { session, asked } = openSession(opened, given)
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp({
    setup: () => {
      provideToasts(createToasts())
      const inside = insideSession(session)
      provideWorkspaceSession(inside)
      const editor = useEditor(inside)
      providePipelineEditor(editor)
      editor.select([shown.id])
      opened.editor = editor
      const { part = () => h(StepPanel) } = given
      return () => part(editor)
    },
  })
  app.use(createInterfaceLanguage(given.language ?? 'en'))
  app.component('RouterLink', noLink)
  app.mount(root)
  open.push(app)
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 6; turn += 1) await nextTick()
  }
  await settled()
  const { editor } = opened
  if (!editor) throw new Error('The part was not set up.')
  return {
    root,
    editor,
    shared,
    asked,
    settled,
    read: <K extends StepKind>(kind: K, name: string = kind): StepOf<K> =>
      shared.read().pipelines[0]?.steps[idOf(name)] as unknown as StepOf<K>,
    undo: async () => {
      shared.undo.undo()
      await settled()
    },
  }
}

const nameOf = (button: Element): string =>
  button.getAttribute('aria-label') ?? button.textContent.trim()

/** The names of the buttons in a part of the page. */
export function buttons(within: Element): string[] {
  return [...within.querySelectorAll('button')].map(nameOf)
}

/** Presses the first button of a name. */
export async function press(within: Element, name: string): Promise<void> {
  const button = [...within.querySelectorAll('button')].find((one) => nameOf(one) === name)
  if (!button) throw new Error(`No button “${name}” among: ${buttons(within).join(', ')}`)
  button.click()
  for (let turn = 0; turn < 6; turn += 1) await nextTick()
}

/** Writes into an input as a person does. */
export async function write(
  input: HTMLInputElement | HTMLTextAreaElement | null,
  words: string,
): Promise<void> {
  if (!input) throw new Error('There is no such input.')
  input.value = words
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
}

/** Presses a key on an element, as a person does; tells whether somebody answered it. */
export async function key(
  on: Element | null,
  name: string,
  more: KeyboardEventInit = {},
): Promise<boolean> {
  if (!on) throw new Error('There is nothing to press a key on.')
  const event = new KeyboardEvent('keydown', {
    key: name,
    bubbles: true,
    cancelable: true,
    ...more,
  })
  on.dispatchEvent(event)
  for (let turn = 0; turn < 6; turn += 1) await nextTick()
  return event.defaultPrevented
}
