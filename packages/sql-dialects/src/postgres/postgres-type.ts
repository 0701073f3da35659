const plain: Readonly<Record<string, string>> = {
  TINYINT: 'SMALLINT',
  UTINYINT: 'SMALLINT',
  SMALLINT: 'SMALLINT',
  USMALLINT: 'INTEGER',
  INTEGER: 'INTEGER',
  UINTEGER: 'BIGINT',
  BIGINT: 'BIGINT',
  UBIGINT: 'NUMERIC(20,0)',
  HUGEINT: 'NUMERIC(39,0)',
  UHUGEINT: 'NUMERIC(39,0)',
  FLOAT: 'REAL',
  DOUBLE: 'DOUBLE PRECISION',
  VARCHAR: 'TEXT',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  TIME: 'TIME',
}

/** A type of the engine as Postgres calls it. */
export function postgresType(type: string): string | null {
  const list = /^(.+)\[\]$/.exec(type)
  if (list?.[1]) {
    const entry = list[1].endsWith(']') ? null : postgresType(list[1])
    return entry && `${entry}[]`
  }
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(type)
  if (decimal) return `NUMERIC(${decimal[1] ?? ''},${decimal[2] ?? ''})`
  return Object.hasOwn(plain, type) ? (plain[type] ?? null) : null
}
