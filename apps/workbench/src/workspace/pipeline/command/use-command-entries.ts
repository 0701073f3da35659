import { Braces, Columns3, Command, LayoutTemplate, Spline, Unplug } from '@lucide/vue'
import { portsOf, stepSpecs, type StepId } from '@weft/pipeline-model'
import { useToasts } from '@weft/ui-kit'
import { useI18n } from 'vue-i18n'
import type { MessageKey } from '../../../i18n/messages.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { fittingKinds, targetAfter } from '../canvas/add-target.ts'
import { usePipelineEditor } from '../editor/pipeline-editor.ts'
import { templateIds } from '../editor/templates.ts'
import { shownKeys } from '../shortcuts/shortcut-of.ts'
import { shortcutEntries, type ShortcutActs } from '../shortcuts/shortcuts.ts'
import { stepPresentations } from '../step-presentation.ts'
import { useProblemWords } from '../use-problem-words.ts'
import type { CommandEntry, CommandQuestion } from './command-entry.ts'
import { textsOf } from './texts-of.ts'
import { useSubflowEntries } from './use-subflow-entries.ts'

type Entries = () => readonly CommandEntry[]

/** Says what can be chosen for a question, read anew each time it is asked. */
export function useCommandEntries(acts: () => ShortcutActs) {
  const pipeline = usePipelineEntries()
  const edges = useEdgeEntries()
  const add = useAddEntries()
  const templates = useTemplateEntries()
  const subflows = useSubflowEntries()
  const actions = useActionEntries(acts)
  const find: Entries = () => [...pipeline.steps(), ...pipeline.columns(), ...pipeline.texts()]
  return (question: CommandQuestion): readonly CommandEntry[] => {
    switch (question.kind) {
      case 'all':
        return [
          ...actions(),
          ...pipeline.steps(),
          ...add(null),
          ...templates(),
          ...subflows(),
          ...pipeline.columns(),
          ...pipeline.texts(),
        ]
      case 'find':
        return find()
      case 'add':
        return add(question.step)
      case 'column':
        return pipeline.columns(question.step)
      case 'connect':
        return edges.connect(question.step)
      case 'disconnect':
        return edges.disconnect(question.step)
    }
  }
}

/** A sentence in both languages, so that either finds it. */
function useBothLanguages() {
  const { t: say } = useI18n({ useScope: 'global' })
  return (key: MessageKey) => ['en', 'zh'].map((locale) => say(key, {}, { locale }))
}

function useActionEntries(acts: () => ShortcutActs): Entries {
  const { t } = useWords()
  const both = useBothLanguages()
  const isMac = navigator.userAgent.includes('Mac')
  return () => {
    const possible = acts()
    return shortcutEntries.flatMap(([id, { keys, group }]) => {
      const run = possible[id]
      if (!run || group === 'move' || id === 'palette') return []
      return [
        {
          id,
          words: t(`canvas.keys.${id}`),
          also: both(`canvas.keys.${id}`),
          icon: Command,
          keys: shownKeys(keys[0] ?? '', isMac),
          run,
        },
      ]
    })
  }
}

function usePipelineEntries() {
  const editor = usePipelineEditor()
  const { t } = useWords()
  const both = useBothLanguages()
  const inOrder = () =>
    editor.compiled.value.order.flatMap((id) => editor.pipeline.value.steps[id] ?? [])
  const steps: Entries = () =>
    inOrder().map((step) => ({
      id: step.id,
      words: editor.titleOf(step),
      also: [
        ...Object.values(step.title).flatMap((title) => title ?? []),
        ...both(`pipeline.kinds.${step.kind}`),
      ],
      hint: t(`pipeline.kinds.${step.kind}`),
      icon: stepPresentations[step.kind].icon,
      run: () => {
        editor.select([step.id])
      },
    }))
  const columns = (only?: StepId): readonly CommandEntry[] =>
    inOrder()
      .filter(({ id }) => only === undefined || id === only)
      .flatMap((step) =>
        (editor.compiledOf(step.id)?.schema ?? []).map(({ name }) => ({
          id: `${step.id} ${name}`,
          words: name,
          hint: t('canvas.command.columnOf', { title: editor.titleOf(step) }),
          icon: Columns3,
          run: () => {
            editor.select([step.id])
            editor.traceColumn({ step: step.id, column: name })
          },
        })),
      )
  const texts: Entries = () =>
    inOrder().flatMap((step) =>
      textsOf(step).map((line, index) => ({
        id: `${step.id} line ${index}`,
        words: line,
        hint: t('canvas.command.textOf', { title: editor.titleOf(step) }),
        icon: Braces,
        run: () => {
          editor.select([step.id])
        },
      })),
    )
  return { steps, columns, texts }
}

function useEdgeEntries() {
  const editor = usePipelineEditor()
  const { t } = useWords()
  const { sayRefusal } = useProblemWords()
  const toasts = useToasts()
  const titleOf = (id: StepId): string => {
    const step = editor.pipeline.value.steps[id]
    return step ? editor.titleOf(step) : ''
  }
  const connect = (from: StepId): readonly CommandEntry[] => {
    const { steps } = editor.pipeline.value
    const source = steps[from]
    if (!source) return []
    return portsOf(editor.pipeline.value, source).outputs.flatMap((fromPort) =>
      Object.values(steps).flatMap((step) =>
        portsOf(editor.pipeline.value, step)
          .inputs.map((port) => ({ from, fromPort, to: step.id, port }))
          .filter((edge) => editor.whyNotConnect(edge) === null)
          .map((edge) => ({
            id: `${fromPort} ${step.id} ${edge.port}`,
            words: editor.titleOf(step),
            hint: t('canvas.command.ports', {
              from: editor.portName(source, fromPort),
              to: editor.portName(step, edge.port),
            }),
            icon: Spline,
            run: () => {
              const failure = editor.connect(edge)
              if (failure) toasts.say(sayRefusal(failure), { kind: 'bad' })
            },
          })),
      ),
    )
  }
  const disconnect = (step: StepId): readonly CommandEntry[] =>
    editor.pipeline.value.edges
      .filter((edge) => edge.from === step || edge.to === step)
      .map((edge) => ({
        id: edge.id,
        words: t('pipeline.canvas.edge', { from: titleOf(edge.from), to: titleOf(edge.to) }),
        icon: Unplug,
        run: () => {
          editor.removeEdges([edge.id])
        },
      }))
  return { connect, disconnect }
}

function useAddEntries() {
  const editor = usePipelineEditor()
  const { t } = useWords()
  const both = useBothLanguages()
  return (after: StepId | null): readonly CommandEntry[] => {
    if (!editor.canEdit.value) return []
    const target = targetAfter(editor.pipeline.value, after ?? editor.current.value?.id)
    return fittingKinds(
      after ? target : { kind: 'free' },
      editor.pipeline.value.order !== undefined,
    ).map((kind) => ({
      id: `add ${kind}`,
      words: t('canvas.command.add', { kind: t(`pipeline.kinds.${kind}`) }),
      also: both(`pipeline.kinds.${kind}`),
      hint: t(`pipeline.kindLines.${kind}`),
      icon: stepPresentations[kind].icon,
      run: () => {
        editor.addStep(stepSpecs[kind].inputs.length > 0 ? { kind, target } : { kind })
      },
    }))
  }
}

function useTemplateEntries(): Entries {
  const editor = usePipelineEditor()
  const { t } = useWords()
  const both = useBothLanguages()
  return () => {
    if (!editor.canEdit.value) return []
    return templateIds.map((id) => ({
      id: `template ${id}`,
      words: t('canvas.template.begin', { name: t(`canvas.template.names.${id}`) }),
      also: both(`canvas.template.names.${id}`),
      hint: t(`canvas.template.lines.${id}`),
      icon: LayoutTemplate,
      run: () => {
        editor.addTemplate(id)
      },
    }))
  }
}
