import type { Id } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import { computed, onScopeDispose, watch, type Ref, type ShallowRef } from 'vue'
import { useWords } from '../../i18n/use-words.ts'
import { monaco } from '../pipeline/sql/load-monaco.ts'
import { useWorkspaceSession } from '../session/workspace-session.ts'
import { useConversation } from './conversation.ts'

interface OpenText {
  readonly view: monaco.editor.IStandaloneCodeEditor
  readonly model: monaco.editor.ITextModel
}

interface Mark {
  readonly id: Id<'th'>
  readonly from: number
  readonly to: number
}

/** Draws the marks in the text and beside its lines for as long as they are watched. */
function drawMarks(
  { view, model }: OpenText,
  marks: Readonly<Ref<readonly Mark[]>>,
  words: string,
): () => void {
  const drawn = view.createDecorationsCollection()
  return watch(
    marks,
    (all) => {
      drawn.set(
        all.map(({ from, to }) => ({
          range: monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to)),
          options: {
            inlineClassName: 'sql-thread',
            linesDecorationsClassName: 'sql-thread-line',
            hoverMessage: { value: words },
            stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
          },
        })),
      )
    },
    { immediate: true },
  )
}

/** Opens the thread of a mark that is pressed, in the text or beside its lines. */
function openOnPress(
  { view, model }: OpenText,
  marks: Readonly<Ref<readonly Mark[]>>,
  openThread: (thread: Id<'th'>) => void,
): monaco.IDisposable {
  return view.onMouseDown(({ target }) => {
    if (!target.position) return
    const at = model.getOffsetAt(target.position)
    const isGutter = target.type === monaco.editor.MouseTargetType.GUTTER_LINE_DECORATIONS
    const line = target.position.lineNumber
    const found = marks.value.find(({ from, to }) =>
      isGutter
        ? model.getPositionAt(from).lineNumber <= line && model.getPositionAt(to).lineNumber >= line
        : from <= at && at < to,
    )
    const isMark = isGutter || target.element?.closest('.sql-thread')
    if (found && isMark) openThread(found.id)
  })
}

/** Marks the parts of an SQL text people talk about, opens their threads at a press, and begins one on what is selected. */
export function useSqlThreads(
  step: StepId,
  open: Readonly<ShallowRef<OpenText | null>>,
): { readonly mayComment: () => boolean; readonly comment: () => void } {
  const conversation = useConversation()
  const session = useWorkspaceSession()
  const { t } = useWords()
  const marks = computed(() => {
    // Every edit of the document moves ranges.
    const known = session.picture.value.pipelines.length > 0 ? conversation : null
    const threads = known?.discussion.openByStep.value.get(step) ?? []
    return threads.flatMap(({ id, anchor }) => {
      const place = anchor.kind === 'sql' ? session.document.findSql(step, anchor) : null
      return place ? [{ id, ...place }] : []
    })
  })
  const comment = (): void => {
    const selection = open.value?.view.getSelection()
    const model = open.value?.model
    if (!conversation || !model || !selection) return
    const whole = selection.isEmpty() ? model.getFullModelRange() : selection
    const from = model.getOffsetAt(whole.getStartPosition())
    const range = session.document.markSql(step, {
      from,
      to: model.getOffsetAt(whole.getEndPosition()),
    })
    conversation.startOn(range ? { kind: 'sql', step, ...range } : { kind: 'step', step })
  }
  const undone: (() => void)[] = []
  watch(
    open,
    (text) => {
      if (!text || !conversation) return
      const { view } = text
      const stop = drawMarks(text, marks, t('discussion.sqlHover'))
      const pressed = openOnPress(text, marks, conversation.openThread)
      const action = view.addAction({
        id: 'weft-comment',
        label: t('discussion.onSelection'),
        keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyMod.Alt | monaco.KeyCode.KeyM],
        run: comment,
      })
      undone.push(
        stop,
        () => pressed.dispose(),
        () => action.dispose(),
      )
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    for (const undo of undone) undo()
  })
  return { comment, mayComment: () => conversation?.discussion.mayComment.value ?? false }
}
