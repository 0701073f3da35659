import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick, ref, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { createInterfaceLanguage } from '../i18n/interface-language.ts'
import LeaveGuard from './LeaveGuard.vue'

const mounted: App[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0))
  await nextTick()
}

async function openForm(isDirty: boolean) {
  const dirty = ref(isDirty)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: { render: () => h('p', 'elsewhere') } },
      { path: '/form', component: { render: () => h(LeaveGuard, { dirty: dirty.value }) } },
    ],
  })
  const app = createApp({ render: () => h(RouterView) })
  app.use(createInterfaceLanguage('en')).use(router)
  await router.push('/form')
  app.mount(document.body.appendChild(document.createElement('div')))
  mounted.push(app)
  await settle()
  const press = async (words: string) => {
    const button = [...document.querySelectorAll('button')].find(
      (one) => one.textContent.trim() === words || one.getAttribute('aria-label') === words,
    )
    if (!button) throw new Error(`There is no button “${words}”`)
    button.click()
    await settle()
  }
  return {
    dirty,
    press,
    path: () => router.currentRoute.value.path,
    leave: () => void router.push('/'),
  }
}

test('a form nobody wrote into is left without a question', async () => {
  const { leave, path } = await openForm(false)
  leave()
  await settle()
  expect(path()).toBe('/')
})

test('what was filled in is not lost without a question: one may stay, or leave', async () => {
  const { leave, path, press } = await openForm(true)
  leave()
  await settle()
  expect(path()).toBe('/form')
  expect(document.body.textContent).toContain('lost when you leave')
  await press('Stay here')
  expect(path()).toBe('/form')
  leave()
  await settle()
  await press('Leave without sending')
  expect(path()).toBe('/')
})

test('closing the question is staying', async () => {
  const { leave, path, press } = await openForm(true)
  leave()
  await settle()
  await press('Close')
  expect(path()).toBe('/form')
})

test('the browser asks too when the tab is closed, and only then', async () => {
  const { dirty } = await openForm(true)
  const close = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  expect(close()).toBe(true)
  dirty.value = false
  await settle()
  expect(close()).toBe(false)
})
