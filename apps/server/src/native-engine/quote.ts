/** A name as SQL reads it: whatever it contains, it stays one name. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as SQL reads it. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
