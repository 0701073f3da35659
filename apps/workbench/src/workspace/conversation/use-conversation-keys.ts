import { onBeforeUnmount, onMounted } from 'vue'
import { isTyping, shortcutOf } from '../pipeline/shortcuts/shortcut-of.ts'
import type { ShortcutActs } from '../pipeline/shortcuts/shortcuts.ts'
import type { Conversation } from './conversation.ts'

/** What the keys of the conversation do, in every part of a workspace. */
export function conversationActs(conversation: Conversation): ShortcutActs {
  return {
    comment: conversation.startOnSelection,
    nextThread: () => {
      conversation.step(1)
    },
    previousThread: () => {
      conversation.step(-1)
    },
  }
}

/** Answers the keys of the conversation wherever nothing is typed and no box is open. */
export function useConversationKeys(conversation: Conversation): void {
  const acts = conversationActs(conversation)
  const onKey = (event: KeyboardEvent): void => {
    const { target } = event
    if (event.defaultPrevented || isTyping(target)) return
    if (target instanceof Element && target.closest('.monaco-editor')) return
    if (document.querySelector('[role="dialog"], dialog[open]')) return
    const wanted = shortcutOf(event, 'canvas')
    const act = wanted && acts[wanted]
    if (!act) return
    event.preventDefault()
    act()
  }
  onMounted(() => {
    window.addEventListener('keydown', onKey)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey)
  })
}
