import { expect, test } from 'vitest'
import { isTyping } from './shortcut-of.ts'

function inside(markup: string): EventTarget | null {
  document.body.innerHTML = markup
  return document.querySelector('[data-here]')
}

test.each([
  '<input data-here>',
  '<textarea data-here></textarea>',
  '<div role="listbox"><div role="option" data-here></div></div>',
  '<button role="combobox" data-here></button>',
  '<div role="menu"><div role="menuitem" data-here></div></div>',
])('[KEY-3] letters typed into %s stay with it', (markup) => {
  expect(isTyping(inside(markup))).toBe(true)
})

test('[KEY-3] letters typed on a step or a button are keys', () => {
  expect(isTyping(inside('<div role="group" tabindex="0" data-here></div>'))).toBe(false)
  expect(isTyping(inside('<button data-here></button>'))).toBe(false)
})
