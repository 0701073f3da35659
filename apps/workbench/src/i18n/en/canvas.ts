/** The words of the canvas beyond its steps: adding, finding, arranging, following columns. */
export const canvas = {
  insert: 'Put a step here',
  add: {
    free: 'Add a step',
    after: 'Add a step after this one',
    before: 'Add a step before this one',
    edge: 'Put a step on this connection',
  },
}
