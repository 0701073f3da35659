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
    return accept(
      parseArgs({
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
          help: { type: 'boolean', short: 'h', default: false },
        },
      }),
    )
  } catch (error) {
    return refuse('cli.option-unknown', { reason: error instanceof Error ? error.message : '' })
  }
}

function modeOf({ write, check }: { write: boolean; check: boolean }): Request['mode'] {
  if (write) return 'write'
  return check ? 'check' : 'print'
}

function readData(texts: readonly string[]): Outcome<Request['data']> {
  const data: { dataset: string; path: string }[] = []
  for (const text of texts) {
    const [, dataset, path] = /^([\w.-]+)=(.+\.(?:csv|parquet))$/i.exec(text) ?? []
    if (!dataset || !path) return refuse('cli.data-unclear', { text })
    data.push({ dataset, path })
  }
  return accept(data)
}

/** `export dbt` is one command of two words. */
function commandWords(words: readonly string[]): readonly string[] {
  const [first, second, ...rest] = words
  return first === 'export' && second === 'dbt' ? ['export-dbt', ...rest] : words
}

/** What is wrong with the words of a call: the command, its files or where it writes. */
function checkWords(
  name: string | undefined,
  files: readonly string[],
  out: string | null,
): Outcome<CommandName> {
  if (name === undefined) return refuse('cli.usage')
  const command = commandNames.find((one) => one === name)
  if (!command) return refuse('cli.command-unknown', { command: name })
  const wanted = filesOf[command]
  if (files.length !== wanted)
    return refuse('cli.files-wrong', { command, wanted, given: files.length })
  if (out === null && (command === 'run' || command === 'export-dbt'))
    return refuse('cli.out-missing', { command })
  return accept(command)
}

function readChoices(values: {
  readonly as: string
  readonly dialect: string
}): Outcome<Pick<Request, 'as' | 'dialect'>> {
  const as = formats.find((one) => one === values.as)
  const dialect = dialectNames.find((one) => one === values.dialect)
  const unknown = (option: string, given: string, known: readonly string[]) =>
    refuse('cli.choice-unknown', { option, given, known: known.join(', ') })
  if (!as) return unknown('--as', values.as, formats)
  return dialect ? accept({ as, dialect }) : unknown('--dialect', values.dialect, dialectNames)
}

/** Whether the usage is all that is asked for. */
export function asksForHelp(args: readonly string[]): boolean {
  return args[0] === 'help' || args.includes('--help') || args.includes('-h')
}

/** Reads the command line, or says what in it cannot be done. */
export function parseRequest(args: readonly string[]): Outcome<Request> {
  const read = readOptions(args)
  if (!read.ok) return read
  const { values } = read.value
  const [name, ...files] = commandWords(read.value.positionals)
  const out = values.out ?? null
  const command = checkWords(name, files, out)
  if (!command.ok) return command
  const chosen = readChoices(values)
  if (!chosen.ok) return chosen
  const data = readData(values.data)
  if (!data.ok) return data
  const mode = modeOf(values)
  return accept({ command: command.value, files, data: data.value, out, ...chosen.value, mode })
}
