import type { PickedMention, ThreadAnchor } from '@weft/discussion-model'
import type { Id } from '@weft/kernel'

/** A comment somebody has begun: it outlives a reload and a failure to send. */
export interface CommentDraft {
  readonly text: string
  readonly picked: readonly PickedMention[]
  /** What the comment will be called, however often it is sent. */
  readonly comment: Id<'cm'>
  /** Only of a thread that is to be started. */
  readonly opening?: {
    readonly thread: Id<'th'>
    readonly anchor: ThreadAnchor
    readonly subject: string
  }
}

/** The drafts of one person in one workspace, by what they are for: a thread, a comment that is edited, or `new`. */
export interface CommentDrafts {
  read: (key: string) => CommentDraft | null
  write: (key: string, draft: CommentDraft | null) => void
}

const prefix = 'weft:comment-draft:'

function parseDraft(text: string | null): CommentDraft | null {
  if (text === null) return null
  try {
    const draft = JSON.parse(text) as Partial<CommentDraft> | null
    const isDraft = typeof draft?.text === 'string' && Array.isArray(draft.picked)
    return isDraft && typeof draft.comment === 'string' ? (draft as CommentDraft) : null
  } catch {
    return null
  }
}

/** Opens the drafts in this browser; where it keeps nothing, they live as long as the page. */
export function openCommentDrafts(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null,
  owner: string,
): CommentDrafts {
  const kept = new Map<string, CommentDraft>()
  const name = (key: string): string => `${prefix}${owner}:${key}`
  return {
    read: (key) => kept.get(key) ?? parseDraft(storage?.getItem(name(key)) ?? null),
    write: (key, draft) => {
      if (draft) kept.set(key, draft)
      else kept.delete(key)
      try {
        if (draft) storage?.setItem(name(key), JSON.stringify(draft))
        else storage?.removeItem(name(key))
      } catch {
        // A browser that is full keeps the draft for this page only.
      }
    },
  }
}

/** Forgets every draft in this browser, for when somebody signs out of it. */
export function forgetCommentDrafts(storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
}
