import type { Nodes, Parents, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { cleanText } from './clean-text.ts'
import { readMentionAddress, type Mention } from './mention.ts'
import { safeAddress } from './safe-address.ts'

/** A run of words of a comment. */
export type CommentInline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis'; readonly inside: readonly CommentInline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly CommentInline[] }
  | { readonly kind: 'mention'; readonly mention: Mention; readonly name: string }

/** A part of a comment. */
export type CommentBlock =
  | { readonly kind: 'paragraph' | 'heading'; readonly inside: readonly CommentInline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly CommentBlock[] }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly (readonly CommentBlock[])[]
    }
  | { readonly kind: 'line' }

// Deeper than anybody writes; what lies below is said without form.
const deepest = 8

/**
 * Reads the Markdown of a comment as a tree of the few parts a comment may have. HTML stays the text it is, pictures
 * become links, and a link whose address may not be followed becomes its words.
 */
export function parseComment(source: string): readonly CommentBlock[] {
  const tree = fromMarkdown(cleanText(source), {
    extensions: [gfmAutolinkLiteral()],
    mdastExtensions: [gfmAutolinkLiteralFromMarkdown()],
  })
  return blocksOf(tree.children, 0)
}

function blocksOf(nodes: readonly RootContent[], depth: number): readonly CommentBlock[] {
  return nodes.flatMap((node) => blockOf(node, depth))
}

function blockOf(node: RootContent, depth: number): readonly CommentBlock[] {
  if (depth > deepest) return [plain(textOf(node))]
  if (node.type === 'paragraph' || node.type === 'heading')
    return [{ kind: node.type, inside: inlinesOf(node.children, depth + 1) }]
  if (node.type === 'code') return [{ kind: 'code', text: node.value }]
  if (node.type === 'thematicBreak') return [{ kind: 'line' }]
  if (node.type === 'definition') return [plain(`[${node.label ?? node.identifier}]: ${node.url}`)]
  return holderOf(node, depth)
}

function holderOf(node: RootContent, depth: number): readonly CommentBlock[] {
  if (node.type === 'blockquote')
    return [{ kind: 'quote', blocks: blocksOf(node.children, depth + 1) }]
  if (node.type !== 'list') return [plain(textOf(node))]
  return [
    {
      kind: 'list',
      ordered: node.ordered ?? false,
      start: node.start ?? 1,
      items: node.children.map(({ children }) => blocksOf(children, depth + 1)),
    },
  ]
}

const plain = (text: string): CommentBlock => ({
  kind: 'paragraph',
  inside: [{ kind: 'text', text }],
})

function inlinesOf(nodes: readonly PhrasingContent[], depth: number): readonly CommentInline[] {
  return nodes.flatMap((node) => inlineOf(node, depth))
}

function inlineOf(node: PhrasingContent, depth: number): readonly CommentInline[] {
  if (depth > deepest) return [{ kind: 'text', text: textOf(node) }]
  if (node.type === 'strong' || node.type === 'emphasis')
    return [{ kind: node.type, inside: inlinesOf(node.children, depth + 1) }]
  if (node.type === 'inlineCode') return [{ kind: 'code', text: node.value }]
  if (node.type === 'break') return [{ kind: 'break' }]
  if (node.type === 'link') return linkOf(node.url, node, depth)
  if (node.type === 'image') return linkTo(node.url, [{ kind: 'text', text: node.alt || node.url }])
  if (node.type === 'linkReference') return inlinesOf(node.children, depth + 1)
  return [{ kind: 'text', text: textOf(node) }]
}

function linkOf(
  url: string,
  node: Parents & { readonly children: readonly PhrasingContent[] },
  depth: number,
): readonly CommentInline[] {
  const mention = readMentionAddress(url)
  if (mention) return [{ kind: 'mention', mention, name: textOf(node).replace(/^@/, '') }]
  return linkTo(url, inlinesOf(node.children, depth + 1))
}

function linkTo(url: string, inside: readonly CommentInline[]): readonly CommentInline[] {
  const href = safeAddress(url)
  return href === null ? inside : [{ kind: 'link', href, inside }]
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value
  if ('children' in node) return node.children.map(textOf).join('')
  return 'alt' in node ? (node.alt ?? '') : ''
}
