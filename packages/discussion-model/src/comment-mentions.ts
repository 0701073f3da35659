import type { Mention } from './mention.ts'
import { parseComment, type CommentBlock, type CommentInline } from './parse-comment.ts'

/** Whom a comment mentions, each once, in the order of the text; what stands in code mentions nobody. */
export function commentMentions(source: string): readonly Mention[] {
  const found = new Map<string, Mention>()
  for (const inline of inlinesIn(parseComment(source))) {
    if (inline.kind === 'mention')
      found.set(`${inline.mention.kind}:${inline.mention.id}`, inline.mention)
  }
  return [...found.values()]
}

/** The words of a comment without their form, for a line in an inbox or a list. */
export function commentWords(source: string): string {
  const words = wordsOf(parseComment(source))
  return words.replaceAll(/\s+/g, ' ').trim()
}

function inlinesIn(blocks: readonly CommentBlock[]): readonly CommentInline[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return block.inside.flatMap(withInside)
      case 'quote':
        return inlinesIn(block.blocks)
      case 'list':
        return block.items.flatMap(inlinesIn)
      case 'code':
      case 'line':
        return []
    }
  })
}

function withInside(inline: CommentInline): readonly CommentInline[] {
  return 'inside' in inline ? [inline, ...inline.inside.flatMap(withInside)] : [inline]
}

function wordsOf(blocks: readonly CommentBlock[]): string {
  return blocks
    .map((block) => {
      if ('inside' in block) return inlineWords(block.inside)
      if (block.kind === 'code') return block.text
      if (block.kind === 'quote') return wordsOf(block.blocks)
      return block.kind === 'list' ? block.items.map(wordsOf).join(' ') : ''
    })
    .join(' ')
}

function inlineWords(inlines: readonly CommentInline[]): string {
  return inlines
    .map((inline) => {
      if ('inside' in inline) return inlineWords(inline.inside)
      if (inline.kind === 'mention') return `@${inline.name}`
      return inline.kind === 'break' ? ' ' : inline.text
    })
    .join('')
}
