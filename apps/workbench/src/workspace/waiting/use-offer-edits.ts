import { sayFailure } from '@weft/kernel'
import { useToasts } from '@weft/ui-kit'
import { editsFailures, openWorkspace, type WaitingEdits } from '@weft/workspace-client'
import { useWords } from '../../i18n/use-words.ts'
import { useConversation } from '../conversation/conversation.ts'
import { useProposals } from '../proposals/proposal-board.ts'
import { bringIntoFork } from './bring-into-fork.ts'

/** Offers edits that cannot be saved as a proposal; null where nobody may propose. */
export function useOfferEdits(given: {
  readonly read: () => WaitingEdits | null
  /** They are in the proposal now, and wait here no longer. */
  readonly forget: () => Promise<void>
}): (() => void) | null {
  const board = useProposals()
  const conversation = useConversation()
  const toasts = useToasts()
  const { language } = useWords()
  if (!board?.mayPropose || !conversation) return null
  const { me } = conversation
  const open = (room: string) => {
    const { protocol, host } = window.location
    const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sync`
    return openWorkspace({ url, room, person: me, random: Math.random, now: Date.now })
  }
  return () => {
    board.propose(async (proposal) => {
      const edits = given.read()
      if (!edits) return true
      const brought = await bringIntoFork(open, proposal, edits)
      if (brought.ok) {
        await given.forget()
        return true
      }
      toasts.say(sayFailure(editsFailures, brought.failure, language.value), { kind: 'bad' })
      return false
    })
  }
}
