import type { ApiClient } from '@weft/api-contract'
import { accept } from '@weft/kernel'
import { UiToastHost } from '@weft/ui-kit'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { provideApi } from '../api/use-api.ts'
import { createInterfaceLanguage } from '../i18n/interface-language.ts'
import InvitationPage from './InvitationPage.vue'
import { useSession } from './session.store.ts'

const mounted: App[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    await nextTick()
  }
}

const named = (id: string) => ({ id, name: { en: id }, hue: 3 })
const [airports, carriers] = [named('airports'), named('carriers')]
const personOf = (organisation: object, all: readonly object[]) => ({
  id: 'pe_1',
  name: { en: 'Ann' },
  organisation,
  memberships: all.map((one) => ({ organisation: one, role: 'member' })),
  unreadNotices: 0,
})

async function show(state: string, person: object | null) {
  const now: { person: object | null } = { person }
  const asked: string[] = []
  const answers = {
    readMe: () =>
      Promise.resolve(
        accept({ space: { title: {}, demo: false, needsSetUp: false }, person: now.person }),
      ),
    readInvitation: () =>
      Promise.resolve(
        accept({ state, organisation: airports, email: 'a@b.example', role: 'member' }),
      ),
    acceptInvitation: () => {
      now.person = personOf(carriers, [carriers, airports])
      return Promise.resolve(accept({}))
    },
    switchOrganisation: ({ body }: { body: { organisation: string } }) => {
      asked.push(body.organisation)
      return Promise.resolve(accept({}))
    },
  }
  const page = { render: () => h('p', 'page') }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: page },
      { path: '/sign-in', name: 'sign-in', component: page },
      { path: '/organisations/:id', component: page },
      { path: '/invitations/:invitation', component: InvitationPage, props: true },
    ],
  })
  const app = createApp({
    render: () => h(UiToastHost, { label: 'm', closeWords: 'c' }, () => h(RouterView)),
  })
  provideApi(app, answers as unknown as ApiClient)
  app.use(createPinia()).use(createInterfaceLanguage('en')).use(router)
  await app.runWithContext(() => useSession().refresh())
  await router.push('/invitations/secret')
  app.mount(document.body.appendChild(document.createElement('div')))
  mounted.push(app)
  await settle()
  const links = () =>
    [...document.querySelectorAll('.bare-body a')].map((one) => one.getAttribute('href'))
  const press = async (words: string) => {
    const button = [...document.querySelectorAll('button')].find(
      (one) => one.textContent.trim() === words,
    )
    if (!button) throw new Error(`There is no button “${words}”`)
    button.click()
    await settle()
  }
  return { asked, links, press, router }
}

test.each([
  ['accepted', 'was used already'],
  ['cancelled', 'was taken back'],
  ['expired', 'is too old'],
])('an invitation that is %s says so, and leads to sign-in and home', async (state, words) => {
  const { links } = await show(state, null)
  expect(document.body.textContent).toContain(words)
  expect(links()).toEqual(['/sign-in?next=/invitations/secret', '/'])
})

test('whoever belongs to the organisation already is led to it', async () => {
  const { links } = await show('accepted', personOf(airports, [airports]))
  expect(document.body.textContent).toContain('You belong to airports already')
  expect(links()).toEqual(['/organisations/airports', '/'])
})

test('whoever joins a second organisation is asked for which to go on', async () => {
  const { asked, press, router } = await show('pending', personOf(carriers, [carriers]))
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await settle()
  expect(document.body.textContent).toContain('still act for carriers')
  await press('Act for airports')
  expect(asked).toEqual(['airports'])
  expect(router.currentRoute.value.path).toBe('/')
})

test('one may stay with the organisation one acts for', async () => {
  const { asked, press, router } = await show('pending', personOf(carriers, [carriers]))
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await settle()
  await press('Stay with carriers')
  expect(asked).toEqual([])
  expect(router.currentRoute.value.path).toBe('/')
})
