declare const brand: unique symbol

/** An identifier of one kind of thing: `prefix_` and ten lower-case letters or digits. */
export type Id<Prefix extends string> = `${Prefix}_${string}` & { readonly [brand]?: Prefix }

/** The prefix of every kind of identifier. */
export const idPrefixes = {
  step: 'st',
  edge: 'ed',
  item: 'it',
  pipeline: 'pl',
  page: 'pg',
  widget: 'wi',
  workspace: 'ws',
  proposal: 'pr',
  template: 'tp',
  app: 'ap',
  release: 're',
  scenario: 'sc',
  feedback: 'fb',
  run: 'ru',
  rating: 'ra',
  upload: 'up',
  notice: 'no',
  thread: 'th',
  comment: 'cm',
  event: 'ev',
  person: 'pe',
  organisation: 'og',
} as const

/** A source of random numbers in [0, 1), passed in so that tests can repeat themselves. */
export type Random = () => number

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Makes a new identifier with the given prefix. */
export function newId<Prefix extends string>(prefix: Prefix, random: Random): Id<Prefix> {
  let tail = ''
  for (let index = 0; index < 10; index++) {
    tail += alphabet[Math.floor(random() * alphabet.length)] ?? 'a'
  }
  return `${prefix}_${tail}` as Id<Prefix>
}

/** Whether a text from outside is an identifier with this prefix. */
export function isId<Prefix extends string>(prefix: Prefix, text: unknown): text is Id<Prefix> {
  return (
    typeof text === 'string' &&
    text.length === prefix.length + 11 &&
    text.startsWith(`${prefix}_`) &&
    /^[a-z0-9]{10}$/.test(text.slice(prefix.length + 1))
  )
}
