/** Something that cannot be carried over; thrown inside the package and returned at its border. */
export class Uncarried extends Error {
  readonly what: string
  readonly code: string

  constructor(code: string, what: string) {
    super(`${code}: ${what}`)
    this.code = code
    this.what = what
  }
}
