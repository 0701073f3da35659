import { accept, refuse, type Language, type Outcome } from '@weft/kernel'
import { dialectNames, type DialectName } from '@weft/sql-dialects'
import { parseArgs } from 'node:util'

/** Every command of `weft`. */
export const commandNames = ['check', 'run', 'sql', 'export-dbt', 'format', 'diff'] as const

export type CommandName = (typeof commandNames)[number]

/** What a person asked for on the command line. */
export interface Request {
  readonly command: CommandName
  readonly files: readonly string[]
  readonly data: readonly { readonly dataset: string; readonly path: string }[]
  readonly out: string | null
  readonly as: 'csv' | 'parquet'
  readonly dialect: DialectName
  readonly mode: 'print' | 'write' | 'check'
}

const filesOf: Readonly<Record<CommandName, number>> = {
  check: 1,
  run: 1,
  sql: 1,
  'export-dbt': 1,
  format: 1,
  diff: 2,
}

const formats = ['csv', 'parquet'] as const

/** The language of the words: the option, or the system's. */
export function chooseLanguage(args: readonly string[], env: string | undefined): Language {
  const at = args.findIndex((arg) => arg.startsWith('--language'))
  const said = args[at]?.split('=')[1] ?? (at < 0 ? undefined : args[at + 1])
  return (said ?? env ?? 'en').startsWith('zh') ? 'zh' : 'en'
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        as: { type: 'string', default: 'csv' },
        dialect: { type: 'string', default: 'duckdb' },
        language: { type: 'string' },
        write: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
      },
    })
  } catch {
    return null
  }
}

function modeOf({ write, check }: { write: boolean; check: boolean }): Request['mode'] {
  if (write) return 'write'
  return check ? 'check' : 'print'
}

function readData(texts: readonly string[]): Outcome<Request['data']> {
  const data: { dataset: string; path: string }[] = []
  for (const text of texts) {
    const [, dataset, path] = /^(\w+)=(.+\.(?:csv|parquet))$/i.exec(text) ?? []
    if (!dataset || !path) return refuse('cli.data-unclear', { text })
    data.push({ dataset, path })
  }
  return accept(data)
}

function isOutMissing(command: CommandName, out: string | null): boolean {
  return out === null && (command === 'run' || command === 'export-dbt')
}

/** `export dbt` is one command of two words. */
function commandWords(words: readonly string[]): readonly string[] {
  const [first, second, ...rest] = words
  return first === 'export' && second === 'dbt' ? ['export-dbt', ...rest] : words
}

function readChoices(values: {
  readonly as: string
  readonly dialect: string
}): Pick<Request, 'as' | 'dialect'> | null {
  const as = formats.find((one) => one === values.as)
  const dialect = dialectNames.find((one) => one === values.dialect)
  return as && dialect ? { as, dialect } : null
}

/** Reads the command line, or refuses it with the usage. */
export function parseRequest(args: readonly string[]): Outcome<Request> {
  const read = readOptions(args)
  const [name, ...files] = commandWords(read?.positionals ?? [])
  const command = commandNames.find((one) => one === name)
  if (!read || !command || files.length !== filesOf[command]) return refuse('cli.usage')
  const { values } = read
  const out = values.out ?? null
  const chosen = readChoices(values)
  if (!chosen || isOutMissing(command, out)) return refuse('cli.usage')
  const data = readData(values.data)
  if (!data.ok) return data
  return accept({ command, files, data: data.value, out, ...chosen, mode: modeOf(values) })
}
