/** One entry of a select, a combobox or a segmented control. */
export interface Choice {
  readonly value: string
  readonly words: string
  readonly hint?: string | undefined
  /** Entries with the same group stand together under its words. */
  readonly group?: string | undefined
  readonly disabled?: boolean | undefined
}

/** Choices by group, in the order the groups first appear. */
export function groupChoices(
  choices: readonly Choice[],
): readonly { readonly group: string; readonly choices: readonly Choice[] }[] {
  const groups = new Map<string, Choice[]>()
  for (const choice of choices) {
    const group = choice.group ?? ''
    const known = groups.get(group)
    if (known) known.push(choice)
    else groups.set(group, [choice])
  }
  return [...groups].map(([group, members]) => ({ group, choices: members }))
}
