/** What people may answer a comment with besides words. */
export const reactions = ['agree', 'thanks', 'celebrate', 'looking', 'unsure'] as const

/** The name of a reaction. */
export type Reaction = (typeof reactions)[number]
