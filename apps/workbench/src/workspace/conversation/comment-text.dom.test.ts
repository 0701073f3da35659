import { afterEach, expect, test } from 'vitest'
import { createApp, h, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import CommentText from './CommentText.vue'

const open: App[] = []
afterEach(() => {
  for (const app of open.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

function show(text: string): HTMLElement {
  const root = document.body.appendChild(document.createElement('div'))
  const organisation = { id: 'og_a', name: { en: 'Airports' }, hue: 5 }
  const mentioned = {
    people: [{ id: 'pe_ann', name: { en: 'Ann' }, organisation }],
    organisations: [organisation],
  }
  const app = createApp({ render: () => h(CommentText, { text, mentioned, me: 'pe_ann' }) })
  const page = { render: () => null }
  app.use(
    createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/:rest(.*)*', component: page }],
    }),
  )
  app.use(createInterfaceLanguage('en'))
  app.mount(root)
  open.push(app)
  return root
}

test.each([
  '<img src=x onerror="window.hacked = 1">',
  '<script>window.hacked = 1</script>',
  '[x](javascript:window.hacked=1)',
  '<svg onload="window.hacked = 1"></svg>',
  '<a href="#" onclick="window.hacked = 1">x</a>',
  '![x](https://evil.example/pixel.png)',
])('[TALK-21] nothing hostile becomes an element: %s', (text) => {
  const root = show(`words ${text}\n\n${text}`)
  expect(root.querySelector('img, script, svg, iframe, style, object, form')).toBeNull()
  for (const element of root.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on/)
      expect(value).not.toMatch(/^\s*javascript:/i)
    }
  }
  expect('hacked' in window).toBe(false)
})

test('[TALK-22] a link says where it leads and gives no access to this page', () => {
  const link = show('[bank](https://a.example/x)').querySelector('a')
  expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect([link?.getAttribute('target'), link?.title]).toEqual(['_blank', 'https://a.example/x'])
})

test('[TALK-24] a mention shows the name the space knows, whatever was written, and one it does not know stays words', () => {
  const root = show('[@The Boss](person:pe_ann) [@Ports](organisation:og_a) [@Eve](person:pe_eve)')
  const mentions = [...root.querySelectorAll('.comment-mention')]
  expect(mentions.map(({ textContent }) => textContent)).toEqual(['@Ann', '@Airports'])
  expect(mentions[0]?.classList.contains('is-me')).toBe(true)
  expect(root.textContent).toContain('@Eve')
  expect(root.textContent).not.toContain('Boss')
})
