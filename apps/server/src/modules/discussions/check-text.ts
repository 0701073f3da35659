import {
  cleanText,
  commentMentions,
  discussionLimits as limits,
  type Mention,
} from '@weft/discussion-model'
import { accept, refuse, type Outcome } from '@weft/kernel'

/** A comment's text as it is kept, and whom it mentions. */
export interface SoundText {
  readonly text: string
  readonly mentions: readonly Mention[]
}

/** What is kept of a text somebody sent, or why it is not. */
export function checkText(sent: string): Outcome<SoundText> {
  const text = cleanText(sent)
  if (text === '') return refuse('discussion.empty')
  const { commentCharacters: limit, mentionsPerComment } = limits
  if (text.length > limit) return refuse('discussion.too-long', { limit, length: text.length })
  const mentions = commentMentions(text)
  if (mentions.length > mentionsPerComment)
    return refuse('discussion.too-many-mentions', { limit: mentionsPerComment })
  return accept({ text, mentions })
}
