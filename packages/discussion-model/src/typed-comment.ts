import { readMentionAddress, writeMention, type Mention } from './mention.ts'

/** Somebody chosen from the list while writing: in the field they are only `@` and these words. */
export interface PickedMention {
  readonly mention: Mention
  readonly words: string
}

/** A comment as it is being written: plain words, and who is meant by which of them. */
export interface TypedComment {
  readonly text: string
  readonly picked: readonly PickedMention[]
}

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The text to send: where the words of somebody picked stand after an `@`, they become a mention. */
export function weaveMentions({ text, picked }: TypedComment): string {
  if (picked.length === 0) return text
  const byWords = new Map(picked.map((one) => [one.words, one]))
  // The longest first: "@Lin Yue" is not "@Lin" and the rest of a name.
  const names = [...byWords.keys()].toSorted((a, b) => b.length - a.length).map(escaped)
  const pattern = new RegExp(`(?<!\\[)@(${names.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return text.replaceAll(pattern, (whole, words: string) => {
    const found = byWords.get(words)
    return found ? writeMention(found.mention, words) : whole
  })
}

const written = /\[@((?:\\.|[^\\\]])*)\]\(((?:person|organisation):[\w-]{1,64})\)/g

/** A sent text as it is edited again. */
export function unweaveMentions(source: string): TypedComment {
  const picked: PickedMention[] = []
  const text = source.replaceAll(written, (whole, name: string, url: string) => {
    const mention = readMentionAddress(url)
    const words = name.replaceAll(/\\(.)/g, '$1')
    const known = picked.find((one) => one.words === words)
    // Two people of one name: the second keeps its written form, so that neither becomes the other.
    if (!mention || words === '' || (known && known.mention.id !== mention.id)) return whole
    if (!known) picked.push({ mention, words })
    return `@${words}`
  })
  return { text, picked }
}
