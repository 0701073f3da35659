import { completeSettings, type Pipeline, type Step } from '@weft/pipeline-model'
import { compilePipeline } from '@weft/pipeline-sql'
import { expect, test } from 'vitest'
import { createApp, defineComponent, h, nextTick, shallowRef } from 'vue'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import type { StepRun } from '../session/run-board.ts'
import { useStepState } from './use-step-state.ts'

const dataset: Step = {
  id: 'st_0000000001',
  kind: 'dataset',
  title: {},
  settings: completeSettings('dataset', { dataset: 'trips' }),
}
const pipeline: Pipeline = {
  id: 'pl_0000000000',
  title: {},
  steps: { [dataset.id]: dataset },
  edges: [],
  positions: {},
}
const schema = [
  { name: 'a', type: 'INTEGER' },
  { name: 'b', type: 'INTEGER' },
]
const compiled =
  compilePipeline(pipeline, { trips: { schema, digest: 'a'.repeat(64) } }, new Map()).steps[
    dataset.id
  ] ?? null

/** How a step stands as its run goes on, in the few words the canvas has room for. */
function openState(language: 'en' | 'zh' = 'en') {
  const run = shallowRef<StepRun | null>(null)
  const blockedBy = shallowRef<string | null>(null)
  const view = defineComponent(() => {
    const { tone, brief, sentence } = useStepState(() => ({
      compiled,
      run: run.value,
      blockedBy: blockedBy.value,
    }))
    return () => h('p', { class: tone.value, title: sentence.value }, brief.value)
  })
  const app = createApp(view)
  app.use(createInterfaceLanguage(language))
  const root = document.createElement('div')
  app.mount(root)
  const says = async (next: StepRun | null) => {
    run.value = next
    await nextTick()
    return root.querySelector('p')?.textContent
  }
  return {
    says,
    blockedBy,
    root,
    close: () => {
      app.unmount()
    },
  }
}

const done: StepRun = { state: 'done', rows: 1234, tookMs: 40 }

test('a step says that it is queued, computed, done, and kept from before', async () => {
  const { says, close } = openState()
  expect(await says(null)).toBe('Queued')
  expect(await says({ state: 'running' })).toBe('Computing…')
  expect(await says(done)).toBe('1,234 × 2 · 40 ms')
  expect(await says({ ...done, tookMs: 0 })).toBe('1,234 × 2 · cached')
  close()
})

test('a step whose result is of earlier settings says that it is out of date, in both languages', async () => {
  const { says, close } = openState()
  await says(done)
  expect(await says(null)).toBe('Out of date')
  expect(await says({ state: 'stopped' })).toBe('Out of date')
  close()
  const chinese = openState('zh')
  await chinese.says(done)
  expect(await chinese.says(null)).toBe('已过期')
  chinese.close()
})

test('a step that was stopped before it had a result says so, and one that waits names what for', async () => {
  const { says, blockedBy, root, close } = openState()
  expect(await says({ state: 'stopped' })).toBe('Stopped')
  blockedBy.value = 'Clean'
  await says(null)
  expect(root.querySelector('p')?.className).toBe('blocked')
  expect(root.querySelector('p')?.title).toBe('Waits for “Clean”')
  close()
})
