import { afterEach, expect, test } from 'vitest'
import { createApp, defineComponent, h, nextTick, ref, type App, type VNode } from 'vue'
import UiFailureNote from '../notes/UiFailureNote.vue'
import UiStars from './UiStars.vue'
import { initials } from './initials.ts'

let app: App | null = null

function show(render: () => VNode): HTMLElement {
  const host = document.createElement('div')
  document.body.append(host)
  app = createApp(defineComponent({ setup: () => render }))
  app.mount(host)
  return host
}

afterEach(() => {
  app?.unmount()
  document.body.replaceChildren()
})

test('a score is read as one picture with its words', () => {
  const host = show(() => h(UiStars, { label: '3.6 of 5', modelValue: 3.6 }))
  expect(host.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('3.6 of 5')
})

test('a rating is chosen among five radios', async () => {
  const stars = ref(0)
  const host = show(() =>
    h(UiStars, {
      label: 'Your rating',
      editable: true,
      modelValue: stars.value,
      'onUpdate:modelValue': (next: number) => (stars.value = next),
    }),
  )
  const radios = host.querySelectorAll<HTMLElement>('[role=radio]')
  expect(radios.length).toBe(5)
  radios[3]?.click()
  await nextTick()
  expect(stars.value).toBe(4)
})

test('a refusal is announced in the reader’s language, with a way on', () => {
  const catalogue = { 'x.gone': { status: 404, en: '{name} is gone.', zh: '{name}已不存在。' } }
  const failure = { code: 'x.gone', args: { name: 'A' } }
  const host = show(() =>
    h(UiFailureNote, { failure, catalogue, language: 'zh', retryWords: '重试' }),
  )
  expect(host.querySelector('[role=alert]')?.textContent).toContain('A已不存在。')
  expect(host.querySelector('button')?.textContent).toContain('重试')
})

test('initials are two letters, or the first sign of a Chinese name', () => {
  expect(initials('Mei-Lin Tan')).toBe('MT')
  expect(initials('林悦')).toBe('林')
  expect(initials('Weft')).toBe('W')
  expect(initials('  ')).toBe('')
})
