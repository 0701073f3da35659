import type { ApiClient } from '@weft/api-contract'
import { accept, refuse } from '@weft/kernel'
import { UiToastHost } from '@weft/ui-kit'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { provideApi } from '../api/use-api.ts'
import { createInterfaceLanguage } from '../i18n/interface-language.ts'
import { useSession } from './session.store.ts'
import SetUpPage from './SetUpPage.vue'

const mounted: App[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0))
  await nextTick()
}

async function show(language: 'en' | 'zh', { code = 'right', isKnown = false } = {}) {
  const sent: unknown[] = []
  const answers = {
    readMe: () =>
      Promise.resolve(
        accept({ space: { title: {}, demo: false, needsSetUp: false }, person: null }),
      ),
    setUpSpace: ({ body }: { body: { code: string } }) => {
      sent.push(body)
      return Promise.resolve(body.code === code ? accept({}) : refuse('set-up.wrong-code', {}))
    },
  }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: { render: () => h('p', 'home') } },
      { path: '/sign-in', name: 'sign-in', component: { render: () => h('p', 'sign in') } },
      { path: '/set-up', component: SetUpPage },
    ],
  })
  const app = createApp({
    render: () => h(UiToastHost, { label: 'm', closeWords: 'c' }, () => h(RouterView)),
  })
  provideApi(app, answers as unknown as ApiClient)
  app.use(createPinia()).use(createInterfaceLanguage(language)).use(router)
  if (isKnown) await app.runWithContext(() => useSession().refresh())
  await router.push('/set-up')
  app.mount(document.body.appendChild(document.createElement('div')))
  mounted.push(app)
  await settle()
  return { sent, router }
}

function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label)
  const box = found ? document.getElementById(found.htmlFor) : null
  if (!(box instanceof HTMLInputElement)) throw new Error(`There is no field “${label}”`)
  return box
}
function write(label: string, words: string): void {
  const box = field(label)
  box.value = words
  box.dispatchEvent(new Event('input'))
}
async function submit(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await settle()
}
const errors = (): string[] =>
  [...document.querySelectorAll('.ui-field-note.is-error')].map((note) => note.textContent.trim())

function writeAll(): void {
  write('Name of the space', 'Harbour space')
  write('Your organisation', 'Port Authority')
  write('Your name', 'Ann')
  write('E-mail', 'ann@port.example')
  write('Password', 'a long pass phrase')
}

test('Nobody is corrected before sending; then every field says what it lacks, and nothing is sent', async () => {
  const { sent } = await show('en')
  expect(errors()).toEqual([])
  await submit()
  expect(errors()).toHaveLength(6)
  expect(errors()).toContain('Give the space a name.')
  expect(errors()).toContain('Give your organisation a name.')
  expect(document.activeElement).toBe(field('Set-up code'))
  expect(sent).toEqual([])
})

test('The words are those of the interface language, not of the browser', async () => {
  await show('zh')
  await submit()
  expect(errors()).toContain('请为数据空间命名。')
})

test('A short password and half an address are told apart from empty ones', async () => {
  const { sent } = await show('en')
  writeAll()
  write('Set-up code', 'right')
  write('Password', 'short')
  write('E-mail', 'ann@')
  await submit()
  expect(errors()).toEqual([
    'Write a full e-mail address, such as name@example.org.',
    'Choose a password of at least 10 characters.',
  ])
  expect(sent).toEqual([])
})

test('A wrong code is refused in words and keeps what was written; the right one leads home', async () => {
  const { sent, router } = await show('en')
  writeAll()
  write('Set-up code', 'wrong')
  await submit()
  expect(document.querySelector('[role=alert]')?.textContent).toContain('code')
  expect(field('Your organisation').value).toBe('Port Authority')
  write('Set-up code', 'right')
  await submit()
  await settle()
  expect(sent).toHaveLength(2)
  expect(router.currentRoute.value.path).toBe('/')
})

test('A space that is set up says so and leads home and to sign-in instead of showing the form', async () => {
  await show('en', { isKnown: true })
  expect(document.querySelector('form')).toBeNull()
  expect(document.body.textContent).toContain('This space is set up already')
  const links = [...document.querySelectorAll('.bare-body a')].map((one) =>
    one.getAttribute('href'),
  )
  expect(links).toEqual(['/', '/sign-in'])
})
