/** What one discussion may hold, and how fast one person may write. */
export const discussionLimits = {
  /** Characters of one comment. */
  commentCharacters: 6000,
  /** Characters of what a thread says it is about. */
  subjectCharacters: 200,
  /** Cells that tell which row is meant, and the characters of each. */
  anchorCells: 24,
  anchorCellCharacters: 300,
  anchorColumnCharacters: 300,
  /** Characters of one end of a range of text. */
  rangeEndCharacters: 200,
  commentsPerThread: 500,
  threadsPerWorkspace: 1000,
  /** People and organisations one comment may mention. */
  mentionsPerComment: 20,
  commentsPerMinute: 20,
  changesPerMinute: 120,
} as const
