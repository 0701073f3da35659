export {
  insideProposal,
  isSameAnchor,
  proposalOfAnchor,
  stepOfAnchor,
  type AnchorCell,
  type AnchorKind,
  type ThreadAnchor,
} from './thread-anchor.ts'
export { discussionLimits } from './discussion-limits.ts'
export { reactions, type Reaction } from './reactions.ts'
export { cleanText } from './clean-text.ts'
export { type Mention } from './mention.ts'
export { parseComment, type CommentBlock, type CommentInline } from './parse-comment.ts'
export { commentMentions, commentWords } from './comment-mentions.ts'
export {
  unweaveMentions,
  weaveMentions,
  type PickedMention,
  type TypedComment,
} from './typed-comment.ts'
