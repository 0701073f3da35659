import { stepKinds, stepSpecs } from '@weft/pipeline-model'
import { afterEach, describe, expect, test } from 'vitest'
import { closePanels, openPanel, step } from '../testing/open-panel.ts'

afterEach(closePanels)

function nameOf(control: Element): string {
  const label = control.id ? document.querySelector(`label[for="${control.id}"]`) : null
  const labelledBy = control.getAttribute('aria-labelledby')
  const by = labelledBy ? document.getElementById(labelledBy) : null
  const words = [label, by, control].map((one) => one?.textContent.trim() ?? '')
  return [control.getAttribute('aria-label'), ...words].find(Boolean) ?? ''
}

/** A kind with one item in each of its lists, so that the fields of items are drawn too. */
function filled(kind: (typeof stepKinds)[number]) {
  const lists = Object.entries(stepSpecs[kind].fields).flatMap(([name, { look }]) => {
    if (look.type !== 'list') return []
    const item = Object.entries(look.item).map(([key, field]) => [key, field.initial] as const)
    return [[name, [{ ...Object.fromEntries(item), id: 'it_aaaaaaaaaa' }]] as const]
  })
  return step(kind, Object.fromEntries(lists), kind === 'dataset' ? 'shown' : kind)
}

// The editor of SQL loads a library that needs a real browser; the browser tests open it.
const kinds = stepKinds.filter((kind) => kind !== 'sql')

describe.each(['en', 'zh'] as const)('the settings in %s', (language) => {
  test.each(kinds)(
    'of %s say every word, name every control and explain the step',
    async (kind) => {
      const { root } = await openPanel(filled(kind), { language })
      const said = root.textContent
      expect(said).not.toMatch(/\b(?:pipeline|steps)\.[a-z]+|undefined|\[object/i)
      const controls = [...root.querySelectorAll('button, input, textarea, [role="combobox"]')]
      const unnamed = controls.filter(
        (one) => one.getAttribute('aria-hidden') !== 'true' && nameOf(one) === '',
      )
      expect(unnamed.map((one) => one.outerHTML)).toEqual([])
      expect(root.querySelector('.step-panel-help')?.textContent.trim()).not.toBe('')
    },
  )
})
