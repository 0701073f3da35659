const pattern = /^\p{L}[\p{L}\p{M}\p{N}_-]*$/u

/** Whether a text may name an output: a letter, then up to 59 letters, digits, _ or -. */
export function isOutputName(name: string): boolean {
  return name.length <= 60 && pattern.test(name)
}

/** How names are compared: letter case does not tell them apart, as in the engine. */
export function foldName(name: string): string {
  // Most names have no capitals, and every compilation folds every name.
  return !/[A-Z]/.test(name) ? name : name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** The name itself, or with the first free number after it when it is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(foldName(name))) return name
  for (let number = 2; ; number++) {
    const candidate = `${name}_${number}`
    if (!taken.has(foldName(candidate))) return candidate
  }
}
