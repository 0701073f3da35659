/** Turns a value from the shared document into what it should be, or `undefined` when it is not. */
export type FieldReader<T> = (raw: unknown) => T | undefined

/** Reads text up to a length. */
export function text(longest = 2_000): FieldReader<string> {
  return (raw) => (typeof raw === 'string' && raw.length <= longest ? raw : undefined)
}

/** Reads a yes or no. */
export const flag: FieldReader<boolean> = (raw) => (typeof raw === 'boolean' ? raw : undefined)

/** Reads a whole number between two bounds. */
export function whole(least: number, most: number): FieldReader<number> {
  return (raw) =>
    typeof raw === 'number' && Number.isInteger(raw) && raw >= least && raw <= most
      ? raw
      : undefined
}

/** Reads one of some words. */
export function oneOf<const T extends string>(words: readonly T[]): FieldReader<T> {
  return (raw) => words.find((word) => word === raw)
}

/** Reads null, or what another reader reads. */
export function orNull<T>(reader: FieldReader<T>): FieldReader<T | null> {
  return (raw) => (raw === null ? null : reader(raw))
}

/** Reads a plain object with exactly these fields. */
export function object<T extends object>(fields: {
  readonly [F in keyof T]: FieldReader<T[F]>
}): FieldReader<T> {
  const readers = Object.entries<FieldReader<unknown>>(fields)
  return (raw) => {
    if (typeof raw !== 'object' || raw === null) return undefined
    const values = new Map<string, unknown>(Object.entries(raw))
    const read: [string, unknown][] = []
    for (const [name, reader] of readers) {
      const value = reader(values.get(name))
      if (value === undefined) return undefined
      read.push([name, value])
    }
    return Object.fromEntries(read) as T
  }
}

/** Reads a list of values, each by the same reader. */
export function listOf<T>(reader: FieldReader<T>, most = 2_000): FieldReader<readonly T[]> {
  return (raw) => {
    if (!Array.isArray(raw) || raw.length > most) return undefined
    const values = raw.map((entry) => reader(entry))
    return values.every((value) => value !== undefined) ? values : undefined
  }
}
