import { openWorkspaceDocument, type WorkspaceDocument } from '@weft/documents'
import { openCopies, seededRandom } from '@weft/documents/testing'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick, shallowRef } from 'vue'
import { provideWorkspaceSession, type WorkspaceSession } from '../session/workspace-session.ts'
import SharedTextarea from './SharedTextarea.vue'

const mounted: { unmount(): void }[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

/** The field of one person over their copy of the document, as they would type into it. */
async function openField(shared: WorkspaceDocument, widget: `wi_${string}`) {
  const picture = shallowRef(shared.read())
  shared.onChange(() => {
    picture.value = shared.read()
  })
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp({
    setup: () => {
      provideWorkspaceSession({ document: shared, picture } as unknown as WorkspaceSession)
      return () =>
        h(SharedTextarea, { setting: { widget, setting: 'text', language: 'zh' }, words: '' })
    },
  })
  app.mount(root)
  mounted.push(app)
  await nextTick()
  const field = root.querySelector('textarea')
  if (!field) throw new Error('The field did not open.')
  const tell = (type: string) => field.dispatchEvent(new Event(type, { bubbles: true }))
  const replace = (from: number, to: number, words: string) => {
    field.value = field.value.slice(0, from) + words + field.value.slice(to)
    field.setSelectionRange(from + words.length, from + words.length)
    tell('input')
  }
  return {
    app,
    field,
    tell,
    /** Types at the caret, letter by letter. */
    type: (words: string) => {
      for (const letter of words) replace(field.selectionStart, field.selectionEnd, letter)
    },
    /** What an input method shows while it composes, in the place of what it showed before. */
    compose: (before: string, shown: string) => {
      replace(field.selectionStart - before.length, field.selectionStart, shown)
    },
    caret: (at: number) => {
      field.focus()
      field.setSelectionRange(at, at)
    },
    read: () => {
      const settings = shared.read().app.widgets[widget]?.settings
      return settings && 'text' in settings ? settings.text.zh : undefined
    },
    undo: () => {
      shared.undo.undo()
    },
  }
}

/** Ann and Bo each with the prose of one text widget open, in documents that meet when the link delivers. */
async function openTwo(words: string) {
  const { docs, link } = openCopies(2)
  const [one, two] = docs.map((doc, index) =>
    openWorkspaceDocument(doc, { random: seededRandom(index + 3) }),
  ) as [WorkspaceDocument, WorkspaceDocument]
  const widget = one.edit.addWidget({
    page: 'pg_aaaaaaaaaa',
    kind: 'text',
    place: { x: 0, y: 0 },
    settings: { text: { zh: words } },
  })
  link.deliver()
  return { link, ann: await openField(one, widget), bo: await openField(two, widget) }
}

test('[DOC-20] two who type into one field at once both keep every letter, and their carets', async () => {
  const { link, ann, bo } = await openTwo('The quay.')
  bo.caret(9)
  bo.type(' Closed')
  ann.caret(4)
  ann.type('old ')
  link.deliver()
  await nextTick()
  expect([ann.read(), bo.read()]).toEqual(Array(2).fill('The old quay. Closed'))
  expect([ann.field.value, bo.field.value]).toEqual(Array(2).fill('The old quay. Closed'))
  // Ann has the focus: Bo's words came behind her caret and left it.
  expect(ann.field.selectionStart).toBe('The old '.length)
  bo.caret(0)
  ann.caret(13)
  bo.caret(0)
  bo.type('!')
  ann.caret(13)
  link.deliver()
  expect(ann.field.value).toBe('!The old quay. Closed')
  // And words before it take it along.
  expect(ann.field.selectionStart).toBe('!The old quay.'.length)
})

test('[DOC-20] what others type while an input method composes stays, and the composing goes on', async () => {
  const { link, ann, bo } = await openTwo('泊位：，已满。')
  ann.caret(3)
  ann.tell('compositionstart')
  ann.compose('', 'n')
  ann.compose('n', 'ning')
  // Half of a composition is nobody else's to see.
  link.deliver()
  expect(bo.field.value).toBe('泊位：，已满。')
  bo.caret(0)
  bo.type('今天')
  bo.caret(bo.field.value.indexOf('已'))
  bo.type('几乎')
  ann.caret(7)
  link.deliver()
  await nextTick()
  // The field is left alone until the end: taking it in hand would break the composition off.
  expect(ann.field.value).toBe('泊位：ning，已满。')
  ann.compose('ning', '宁波')
  ann.tell('compositionend')
  link.deliver()
  expect(ann.read()).toBe('今天泊位：宁波，几乎已满。')
  expect(bo.field.value).toBe('今天泊位：宁波，几乎已满。')
  expect(ann.field.value).toBe(ann.read())
  expect(ann.field.selectionStart).toBe('今天泊位：宁波'.length)
})

test('[DOC-20] what is being composed when the field goes away is kept', async () => {
  const { link, ann, bo } = await openTwo('港')
  ann.caret(1)
  ann.tell('compositionstart')
  ann.compose('', '口')
  ann.app.unmount()
  link.deliver()
  expect(bo.read()).toBe('港口')
  mounted.splice(0, 1)
})

test('[DOC-11] undo takes back what one typed in a shared field and leaves what the other did', async () => {
  const { link, ann, bo } = await openTwo('Quay')
  ann.caret(4)
  ann.type(' 4')
  link.deliver()
  bo.caret(0)
  bo.type('Old ')
  link.deliver()
  ann.undo()
  link.deliver()
  expect([ann.field.value, bo.field.value]).toEqual(Array(2).fill('Old Quay'))
})

test('[DOC-20] a composition that ends without a word changes nothing', async () => {
  const { link, ann, bo } = await openTwo('港口')
  ann.caret(1)
  ann.tell('compositionstart')
  ann.compose('', 'g')
  bo.caret(2)
  bo.type('！')
  ann.caret(2)
  link.deliver()
  ann.compose('g', '')
  ann.tell('compositionend')
  link.deliver()
  expect([ann.read(), bo.read(), ann.field.value]).toEqual(Array(3).fill('港口！'))
})
