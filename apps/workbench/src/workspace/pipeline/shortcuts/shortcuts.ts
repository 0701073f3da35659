/** The groups of the sheet of keys, in its order. */
export const shortcutGroups = [
  'find',
  'move',
  'choose',
  'change',
  'arrange',
  'view',
  'talk',
] as const

/** Where a key is answered: on the canvas, in the outline, or in both. */
export type ShortcutPlace = 'canvas' | 'outline'

interface ShortcutSpec {
  /** Each way to press it: `Mod` is Ctrl, or Cmd on a Mac; the key comes last. */
  readonly keys: readonly string[]
  readonly group: (typeof shortcutGroups)[number]
  /** Both places when not given. */
  readonly only?: ShortcutPlace
}

/** Every key of the pipeline editor: what the handlers answer and what the sheet of keys lists. */
export const shortcuts = {
  palette: { keys: ['Mod+K'], group: 'find' },
  find: { keys: ['Mod+F'], group: 'find' },
  sheet: { keys: ['?'], group: 'find' },
  outline: { keys: ['O'], group: 'find' },
  exportPipeline: { keys: ['E'], group: 'find' },
  followColumn: { keys: ['L'], group: 'find' },
  upstream: { keys: ['ArrowLeft'], group: 'move' },
  downstream: { keys: ['ArrowRight'], group: 'move' },
  above: { keys: ['ArrowUp'], group: 'move' },
  below: { keys: ['ArrowDown'], group: 'move' },
  first: { keys: ['Home'], group: 'move', only: 'outline' },
  last: { keys: ['End'], group: 'move', only: 'outline' },
  passAbove: { keys: ['Mod+ArrowUp'], group: 'move', only: 'outline' },
  passBelow: { keys: ['Mod+ArrowDown'], group: 'move', only: 'outline' },
  toggle: { keys: ['Space'], group: 'choose', only: 'outline' },
  extendAbove: { keys: ['Shift+ArrowUp'], group: 'choose', only: 'outline' },
  extendBelow: { keys: ['Shift+ArrowDown'], group: 'choose', only: 'outline' },
  selectUpstream: { keys: ['Shift+ArrowLeft'], group: 'choose' },
  selectDownstream: { keys: ['Shift+ArrowRight'], group: 'choose' },
  selectAll: { keys: ['Mod+A'], group: 'choose' },
  deselect: { keys: ['Escape'], group: 'choose' },
  openSettings: { keys: ['Enter'], group: 'change' },
  rename: { keys: ['F2'], group: 'change' },
  addAfter: { keys: ['A'], group: 'change' },
  connect: { keys: ['W'], group: 'change' },
  disconnect: { keys: ['X'], group: 'change' },
  remove: { keys: ['Delete', 'Backspace'], group: 'change' },
  copy: { keys: ['Mod+C'], group: 'change' },
  cut: { keys: ['Mod+X'], group: 'change' },
  paste: { keys: ['Mod+V'], group: 'change' },
  duplicate: { keys: ['Mod+D'], group: 'change' },
  undo: { keys: ['Mod+Z'], group: 'change' },
  redo: { keys: ['Mod+Shift+Z', 'Mod+Y'], group: 'change' },
  nudgeLeft: { keys: ['Mod+ArrowLeft'], group: 'change', only: 'canvas' },
  nudgeRight: { keys: ['Mod+ArrowRight'], group: 'change', only: 'canvas' },
  nudgeUp: { keys: ['Mod+ArrowUp'], group: 'change', only: 'canvas' },
  nudgeDown: { keys: ['Mod+ArrowDown'], group: 'change', only: 'canvas' },
  alignLeft: { keys: ['Alt+ArrowLeft'], group: 'arrange' },
  alignRight: { keys: ['Alt+ArrowRight'], group: 'arrange' },
  alignTop: { keys: ['Alt+ArrowUp'], group: 'arrange' },
  alignBottom: { keys: ['Alt+ArrowDown'], group: 'arrange' },
  spreadColumns: { keys: ['Alt+Shift+ArrowRight'], group: 'arrange' },
  spreadRows: { keys: ['Alt+Shift+ArrowDown'], group: 'arrange' },
  makeSubflow: { keys: ['Mod+G'], group: 'change' },
  unfold: { keys: ['Mod+Shift+G'], group: 'change' },
  leave: { keys: ['Shift+Enter'], group: 'change' },
  frame: { keys: ['F'], group: 'arrange' },
  tidy: { keys: ['T'], group: 'arrange' },
  zoomIn: { keys: ['+', '='], group: 'view' },
  zoomOut: { keys: ['-'], group: 'view' },
  zoomWhole: { keys: ['0'], group: 'view' },
  fit: { keys: ['1'], group: 'view' },
  fitSelection: { keys: ['2'], group: 'view' },
  stopRuns: { keys: ['Mod+.'], group: 'view' },
  comment: { keys: ['C'], group: 'talk' },
  nextThread: { keys: ['N'], group: 'talk' },
  previousThread: { keys: ['P'], group: 'talk' },
} as const satisfies Readonly<Record<string, ShortcutSpec>>

/** The name of one thing the keys can do. */
export type ShortcutId = keyof typeof shortcuts

/** What to do for each key that means something now. */
export type ShortcutActs = Readonly<Partial<Record<ShortcutId, () => void>>>

/** The shortcuts with their names, in the order of the table. */
export const shortcutEntries = Object.entries<ShortcutSpec>(shortcuts) as readonly [
  ShortcutId,
  ShortcutSpec,
][]
