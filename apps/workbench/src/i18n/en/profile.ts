/** What columns hold, and the filters their bars make. */
export const profile = {
  show: 'Show what the columns hold',
  hide: 'Hide what the columns hold',
  readOnly: 'You may look at this workspace but not change it, so a bar cannot filter.',
  unfit: 'Values of this type cannot be compared, so a bar cannot filter.',
  noneAfter: 'Nothing can follow this step, so a bar cannot filter. Select the step before it.',
  added: 'A filter after “{title}” now keeps only {column}: {bars}',
  removed: 'The filter after “{title}” is gone again.',
  showFilter: 'Go to the filter',
  asConditions: 'Conditions',
  asExpression: 'Expression',
  moreThanConditions: 'This says more than conditions can, so it stays an expression.',
  failed: 'not known',
}
