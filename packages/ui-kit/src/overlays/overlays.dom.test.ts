import { afterEach, describe, expect, test } from 'vitest'
import { createApp, h, nextTick, ref, type App, type VNode } from 'vue'
import UiToastHost from '../notes/UiToastHost.vue'
import { useToasts } from '../notes/toasts.ts'
import UiDialog from './UiDialog.vue'
import UiMenu from './UiMenu.vue'

let app: App | null = null

function show(render: () => VNode): void {
  const host = document.createElement('div')
  document.body.append(host)
  app = createApp({ render })
  app.mount(host)
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await nextTick()
}

const press = (target: Element | null, key: string): void => {
  target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

afterEach(() => {
  app?.unmount()
  document.body.replaceChildren()
})

describe('a dialog', () => {
  test('is named by its title and closes by Escape', async () => {
    const open = ref(true)
    show(() =>
      h(
        UiDialog,
        {
          title: 'Start',
          line: 'With others.',
          closeWords: 'Close',
          open: open.value,
          'onUpdate:open': (next: boolean) => (open.value = next),
        },
        () => h('p', 'body'),
      ),
    )
    await settle()
    const dialog = document.querySelector('[role=dialog]')
    const name = document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')
    expect(name?.textContent).toBe('Start')
    expect(document.querySelector('[aria-label=Close]')).not.toBeNull()
    press(document.activeElement, 'Escape')
    await settle()
    expect(open.value).toBe(false)
  })
})

describe('a menu', () => {
  test('opens by the keyboard and tells what was chosen', async () => {
    const chosen = ref('')
    const entries = [
      { value: 'one', words: 'One' },
      { value: 'line', kind: 'line' as const },
      { value: 'two', words: 'Two' },
    ]
    show(() =>
      h(
        UiMenu,
        { entries, label: 'Things', onChoose: (value: string) => (chosen.value = value) },
        { trigger: () => h('button', { id: 'opener' }, 'Open') },
      ),
    )
    press(document.getElementById('opener'), 'Enter')
    await settle()
    const items = document.querySelectorAll<HTMLElement>('[role=menuitem]')
    expect([...items].map((item) => item.textContent.trim())).toEqual(['One', 'Two'])
    items[1]?.click()
    await settle()
    expect(chosen.value).toBe('two')
  })
})

describe('short messages', () => {
  test('can be said from any component below the host, and keep to four at a time', async () => {
    const Speaker = {
      setup() {
        const toasts = useToasts()
        for (const words of ['a', 'b', 'c', 'd', 'e']) toasts.say(words)
        return () => h('p')
      },
    }
    show(() => h(UiToastHost, { label: 'Messages', closeWords: 'Close' }, () => h(Speaker)))
    await settle()
    const shown = [...document.querySelectorAll('.ui-toast-words')].map((one) => one.textContent)
    expect(shown).toEqual(['b', 'c', 'd', 'e'])
  })

  test('have nowhere to go without a host', () => {
    const Speaker = {
      setup() {
        expect(() => useToasts()).toThrow('No toasts')
        return () => h('p')
      },
    }
    show(() => h(Speaker))
  })
})
