import type { DialectName } from '@weft/sql-dialects'

const backslashes: readonly DialectName[] = ['spark']

/** Where a quote that opens at a place ends, by the rules of the database; the end of the text when it never does. */
function endOfQuote(sql: string, at: number, quote: string, escapes: boolean): number {
  for (let place = at + 1; place < sql.length; place++) {
    if (escapes && quote === "'" && sql[place] === '\\') place++
    else if (sql[place] === quote) {
      if (sql[place + 1] !== quote || (escapes && quote === "'")) return place + 1
      place++
    }
  }
  return sql.length
}

/** A script with every quoted name and text left out, as its database cuts it into words: what is left is what it does. */
export function sqlSkeleton(sql: string, dialect: DialectName): string {
  const names = dialect === 'spark' ? '`' : '"'
  let left = ''
  for (let at = 0; at < sql.length;) {
    const sign = sql[at] ?? ''
    if (sql.startsWith('--', at)) {
      // A comment ends with its line, and a line with either sign.
      const rest = /[\r\n]/.exec(sql.slice(at))
      at = rest ? at + rest.index : sql.length
    } else if (sign === "'" || sign === names) {
      at = endOfQuote(sql, at, sign, backslashes.includes(dialect))
      left += `${sign}…${sign}`
    } else {
      left += sign
      at++
    }
  }
  // Where lines are broken depends on how long names are.
  return left.replace(/\s+/g, '')
}
