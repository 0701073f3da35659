/** Writes a name of a table or column for SQL; with `quoteText` the only way a name or value gets there. */
export function quoteName(name: string): string {
  // Nearly every name is plain, and every compilation writes each of them many times.
  if (!name.includes('"') && !name.includes('\0')) return `"${name}"`
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`
}

/** Writes a value as a text literal for SQL. */
export function quoteText(value: string): string {
  return `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`
}

/** The engine's table for the content of a dataset's sample. */
export function sourceTableName(digest: string): string {
  return `d_${digest.replace(/[^0-9A-Za-z]/g, '').slice(0, 40)}`
}

/** The engine's table for the result of a step with this hash. */
export function stepTableName(hash: string): string {
  return `w_${hash}`
}
