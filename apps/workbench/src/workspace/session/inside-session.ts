import type { StepId } from '@weft/pipeline-model'
import { compiledInside } from '@weft/pipeline-sql'
import { computed } from 'vue'
import { withSubflow } from './levels.ts'
import type { WorkspaceSession } from './workspace-session.ts'

/** The session as it looks inside the subflow that is open: its pipeline, and steps called by their own ids. */
export function insideSession(session: WorkspaceSession): WorkspaceSession {
  const level = computed(() => session.levels.value.at(-1) ?? null)
  const around = (): readonly StepId[] => level.value?.around ?? []
  const full = (step: StepId): StepId => [...around(), step].join('/') as StepId
  const compiled = computed(() => compiledInside(session.compiled.value, around()))
  return {
    ...session,
    pipeline: computed(() => level.value?.pipeline ?? null),
    compiled,
    previewCompiled: (pipeline) => {
      const root = session.root.value
      if (around().length === 0 || !root) return session.previewCompiled(pipeline)
      return compiledInside(session.previewCompiled(withSubflow(root, pipeline)), around())
    },
    readRows: (step, first, count) => session.readRows(full(step), first, count),
    askProbe: (question) => session.askProbe({ ...question, step: full(question.step) }),
    askValues: (question) => session.askValues({ ...question, step: full(question.step) }),
    askExpression: (question) => session.askExpression({ ...question, step: full(question.step) }),
    focusStep: (step) => {
      session.focusStep(step && full(step))
    },
  }
}
