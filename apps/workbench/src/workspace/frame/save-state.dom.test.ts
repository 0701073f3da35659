import type { WorkspaceStatus } from '@weft/workspace-client'
import { afterEach, describe, expect, test } from 'vitest'
import { createApp, h, nextTick, ref } from 'vue'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import DamageNotice from './DamageNotice.vue'
import SaveState from './SaveState.vue'
import { saveWords } from './save-words.ts'

const saving: WorkspaceStatus = {
  state: 'saving',
  reason: null,
  pendingEdits: 2,
  mayEdit: true,
  isHolding: false,
  damagedEdits: 0,
}
const closers: (() => void)[] = []

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

function show(render: () => ReturnType<typeof h>, language: 'en' | 'zh') {
  const host = document.createElement('div')
  document.body.append(host)
  const app = createApp({ render })
  app.use(createInterfaceLanguage(language))
  app.mount(host)
  closers.push(() => {
    app.unmount()
    host.remove()
  })
  return host
}

describe('what the interface says of a store that fails', () => {
  test.each([
    ['en', 'Still saving 2 edits'],
    ['zh', '仍在保存 2 处修改'],
  ] as const)('[SYNC-33] never saved while edits are held, in %s', (language, sentence) => {
    const host = show(() => h(SaveState, { status: { ...saving, isHolding: true } }), language)
    expect(host.querySelector('[role=status]')?.textContent).toContain(sentence)
    expect(saveWords({ ...saving, isHolding: true })).toMatchObject({ tone: 'warn' })
    expect(saveWords(saving)).toMatchObject({ tone: 'busy', line: 'saving' })
  })
})

describe('what the interface says of damaged edits', () => {
  test.each([
    ['en', '1 stored edit of this workspace was damaged', 'Dismiss'],
    ['zh', '有 1 处已存的修改损坏', '知道了'],
  ] as const)(
    '[SYNC-14] people are told, until they have seen it, in %s',
    async (language, sentence, dismiss) => {
      const damaged = ref(0)
      const host = show(() => h(DamageNotice, { damaged: damaged.value }), language)
      const alert = host.querySelector('[role=alert]')
      expect(alert?.textContent.trim()).toBe('')
      damaged.value = 1
      await nextTick()
      expect(alert?.textContent).toContain(sentence)
      const button = host.querySelector('button')
      expect(button?.textContent).toContain(dismiss)
      button?.click()
      await nextTick()
      expect(alert?.textContent.trim()).toBe('')
      damaged.value = 2
      await nextTick()
      expect(alert?.textContent).toContain('2')
    },
  )
})
