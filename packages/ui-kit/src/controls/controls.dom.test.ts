import { afterEach, describe, expect, test } from 'vitest'
import { createApp, defineComponent, h, nextTick, ref, type App, type VNode } from 'vue'
import UiButton from './UiButton.vue'
import UiCheckbox from './UiCheckbox.vue'
import UiField from './UiField.vue'
import UiInput from './UiInput.vue'
import UiSegmented from './UiSegmented.vue'
import UiSwitch from './UiSwitch.vue'

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

describe('a field', () => {
  test('ties its label, its hint and its error to the control', async () => {
    const error = ref('')
    const host = show(() =>
      h(UiField, { label: 'Title', hint: 'Short.', error: error.value }, () => h(UiInput)),
    )
    const input = host.querySelector('input')
    const label = host.querySelector('label')
    expect(label?.htmlFor).toBe(input?.id)
    const note = (): string | null | undefined =>
      document.getElementById(input?.getAttribute('aria-describedby') ?? '')?.textContent
    expect(note()).toContain('Short.')
    error.value = 'Write one.'
    await nextTick()
    expect(note()).toContain('Write one.')
    expect(input?.getAttribute('aria-invalid')).toBe('true')
  })
})

describe('a button', () => {
  test('is out of reach while it is busy, and says so', () => {
    const host = show(() => h(UiButton, { busy: true }, () => 'Save'))
    const button = host.querySelector('button')
    expect(button?.disabled).toBe(true)
    expect(button?.getAttribute('aria-busy')).toBe('true')
    expect(button?.type).toBe('button')
  })
})

describe('a checkbox and a switch', () => {
  test('tell their role and state, and change by a click', async () => {
    const ticked = ref(false)
    const on = ref(false)
    const host = show(() =>
      h('div', [
        h(
          UiCheckbox,
          {
            modelValue: ticked.value,
            'onUpdate:modelValue': (next: boolean) => (ticked.value = next),
          },
          () => 'Agree',
        ),
        h(UiSwitch, {
          label: 'Live',
          modelValue: on.value,
          'onUpdate:modelValue': (next: boolean) => (on.value = next),
        }),
      ]),
    )
    host.querySelector<HTMLElement>('[role=checkbox]')?.click()
    host.querySelector<HTMLElement>('[role=switch]')?.click()
    await nextTick()
    expect(ticked.value).toBe(true)
    expect(host.querySelector('[role=checkbox]')?.getAttribute('aria-checked')).toBe('true')
    expect(host.querySelector('[role=switch]')?.getAttribute('aria-checked')).toBe('true')
    expect(host.querySelector('[role=switch]')?.getAttribute('aria-label')).toBe('Live')
  })
})

describe('a segmented control', () => {
  test('is a group of radios of which one is chosen', async () => {
    const value = ref('a')
    const choices = [
      { value: 'a', words: 'First' },
      { value: 'b', words: 'Second' },
    ]
    const host = show(() =>
      h(UiSegmented, {
        label: 'Order',
        choices,
        modelValue: value.value,
        'onUpdate:modelValue': (chosen: string) => (value.value = chosen),
      }),
    )
    expect(host.querySelector('[role=radiogroup]')?.getAttribute('aria-label')).toBe('Order')
    const radios = host.querySelectorAll<HTMLElement>('[role=radio]')
    expect([...radios].map((radio) => radio.getAttribute('aria-checked'))).toEqual([
      'true',
      'false',
    ])
    radios[1]?.click()
    await nextTick()
    expect(value.value).toBe('b')
  })

  test('takes the choice of an arrow key that is let go at once', async () => {
    const value = ref('a')
    const choices = [
      { value: 'a', words: 'Oldest first' },
      { value: 'b', words: 'Newest first' },
    ]
    const host = show(() =>
      h(UiSegmented, {
        label: 'Order',
        choices,
        modelValue: value.value,
        'onUpdate:modelValue': (chosen: string) => (value.value = chosen),
      }),
    )
    await nextTick()
    const radios = host.querySelectorAll<HTMLElement>('[role=radio]')
    radios[0]?.focus()
    const tap = { key: 'ArrowRight', bubbles: true }
    radios[0]?.dispatchEvent(new KeyboardEvent('keydown', tap))
    radios[0]?.dispatchEvent(new KeyboardEvent('keyup', tap))
    await expect.poll(() => value.value).toBe('b')
    radios[0]?.focus()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(value.value).toBe('b')
  })
})
