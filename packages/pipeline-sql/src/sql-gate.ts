import { problem, type Problem } from '@weft/pipeline-model'

/** One word, quote or sign of a SQL text; comments and spaces are left out. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign'
  readonly value: string
  readonly line: number
}

const maxLength = 200_000

const shapes: readonly (readonly [SqlToken['kind'] | null, RegExp])[] = [
  [null, /\s+|--[^\n\r]*/uy],
  [
    'text',
    /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|\$([A-Za-z_\u0080-\uffff]\w*)?\$[\s\S]*?\$\1\$/uy,
  ],
  ['name', /"(?:[^"]|"")*"/uy],
  ['number', /\d[\w.]*/uy],
  ['word', /[\p{L}_][\p{L}\p{M}\p{N}_$]*/uy],
]

function commentEnd(sql: string, at: number): number {
  let depth = 0
  for (let index = at; index < sql.length; index++) {
    const pair = sql.slice(index, index + 2)
    if (pair === '/*') depth++
    if (pair === '*/' && --depth === 0) return index + 2
    if (pair === '/*' || pair === '*/') index++
  }
  return -1
}

type Read = { readonly kind: SqlToken['kind'] | null; readonly length: number } | null

function readAt(sql: string, at: number): Read {
  if (sql.startsWith('/*', at)) {
    const end = commentEnd(sql, at)
    return end < 0 ? null : { kind: null, length: end - at }
  }
  for (const [kind, pattern] of shapes) {
    pattern.lastIndex = at
    const found = pattern.exec(sql)?.[0]
    if (found) return { kind, length: found.length }
  }
  const first = sql.charAt(at)
  const unclosed = first === "'" || first === '"' || /^\$\w*\$/.test(sql.slice(at, at + 100))
  return unclosed ? null : { kind: 'sign', length: 1 }
}

/** Splits SQL into tokens as the engine does; null with the line of a quote or comment that never ends. */
export function readSqlTokens(sql: string): {
  readonly tokens: readonly SqlToken[]
  readonly unclosedLine: number | null
} {
  const tokens: SqlToken[] = []
  let line = 1
  for (let at = 0; at < sql.length;) {
    const read = readAt(sql, at)
    if (!read) return { tokens, unclosedLine: line }
    const value = sql.slice(at, at + read.length)
    if (read.kind) tokens.push({ kind: read.kind, value, line })
    line += value.split('\n').length - 1
    at += read.length
  }
  return { tokens, unclosedLine: null }
}

const files =
  /^(read_\w+|\w+_scan|scan_\w+|glob|sniff_csv|query|query_table|getenv|getvariable|current_setting|nextval|currval|pragma_\w+|duckdb_\w+|pg_\w+|which_secret|from_substrait\w*|get_substrait\w*|parquet_\w+|st_read\w*|load_aws_credentials|checkpoint|force_checkpoint|write_log|add_parquet_key|enable_\w+|disable_\w+|seq_scan|index_scan|unload\w*|sqlite_\w+|postgres_\w+|mysql_\w+|iceberg_\w+|delta_\w+|summary|repeat_row|test_\w+)$/
const restless =
  /^(random|setseed|uuid|uuidv4|uuidv7|gen_random_uuid|now|get_current_timestamp|get_current_time|transaction_timestamp|today|txid_current|current_localtime|current_localtimestamp|version)$/
const restlessWords =
  /^(current_date|current_time|current_timestamp|localtime|localtimestamp|tablesample)$/
const catalogs =
  /^(information_schema|pg_catalog|duckdb_\w+|sqlite_master|sqlite_schema|pragma_\w+|w_[0-9a-f]{64}|d_[0-9a-f]{16,})$/
const commands =
  /^(into|attach|detach|copy|export|import|install|load|pragma|call|execute|prepare|summarize|describe|show)$/
const first = new Set(['select', 'with', 'from', 'values', '('])

const bare = (token: SqlToken | undefined) =>
  token?.kind === 'name'
    ? token.value.slice(1, -1).toLowerCase()
    : (token?.value.toLowerCase() ?? '')

function forbiddenCall(word: string): string | null {
  if (restless.test(word)) return 'sql.not-repeatable'
  return files.test(word) ? 'sql.word-forbidden' : null
}

function forbiddenWord(word: string, before: string): string | null {
  if (restlessWords.test(word)) return 'sql.not-repeatable'
  const command = commands.test(word) && ['from', '(', 'into'].includes(before)
  return command ? 'sql.word-forbidden' : null
}

function forbiddenPlain(token: SqlToken, word: string, before: string): string | null {
  return token.kind === 'word' ? forbiddenWord(word, before) : null
}

function forbidden(tokens: readonly SqlToken[], index: number): string | null {
  const token = tokens[index]
  if (!token) return null
  const [word, before] = [bare(token), bare(tokens[index - 1])]
  if (token.kind === 'text') return /^(from|join)$/.test(before) ? 'sql.file-forbidden' : null
  if (token.kind === 'number' || token.kind === 'sign') return null
  if (catalogs.test(word)) return 'sql.word-forbidden'
  const isCall = tokens[index + 1]?.value === '('
  return (isCall ? forbiddenCall(word) : null) ?? forbiddenPlain(token, word, before)
}

function checkBrackets(tokens: readonly SqlToken[]): Problem | null {
  const open: SqlToken[] = []
  const place = { setting: 'sql' }
  for (const token of tokens) {
    if (token.kind !== 'sign') continue
    if (token.value === ';') return problem('sql.several-statements', { line: token.line }, place)
    if (token.value === '(') open.push(token)
    if (token.value === ')' && !open.pop())
      return problem('sql.bracket-unopened', { line: token.line }, place)
  }
  const left = open.at(-1)
  return left ? problem('sql.unclosed', { line: left.line }, place) : null
}

/** Lets one SELECT through and says why anything else is refused; the engine's own locks stay the real wall. */
export function checkSql(sql: string): readonly Problem[] {
  const place = { setting: 'sql' }
  if (sql.length > maxLength) return [problem('sql.too-long', { limit: maxLength }, place)]
  const { tokens, unclosedLine } = readSqlTokens(sql)
  if (unclosedLine !== null) return [problem('sql.unclosed', { line: unclosedLine }, place)]
  const start = tokens[0]
  if (!start) return [problem('sql.empty', {}, place)]
  const brackets = checkBrackets(tokens)
  if (brackets) return [brackets]
  if (!first.has(start.value.toLowerCase()))
    return [problem('sql.not-a-select', { word: start.value.slice(0, 40) }, place)]
  for (const [index, token] of tokens.entries()) {
    const code = forbidden(tokens, index)
    if (code) return [problem(code, { word: token.value.slice(0, 60), line: token.line }, place)]
  }
  return []
}

/** Whether a statement that passed `checkSql` ends with an ORDER BY of its own. */
export function hasOwnOrder(sql: string): boolean {
  let depth = 0
  let found = false
  for (const token of readSqlTokens(sql).tokens) {
    const word = token.value.toLowerCase()
    if (word === '(') depth++
    if (word === ')') depth--
    if (depth === 0 && token.kind === 'word' && word === 'order') found = true
    if (depth === 0 && ['union', 'intersect', 'except'].includes(word)) found = false
  }
  return found
}
