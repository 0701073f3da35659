/** An engine's type as people read it in a list of columns. */
export function sayType(type: string): string {
  return type.toLowerCase().replace('varchar', 'text')
}
