import { check } from './commands/check.ts'
import { diff } from './commands/diff.ts'
import { exportDbt } from './commands/export-dbt.ts'
import { format } from './commands/format.ts'
import { run } from './commands/run.ts'
import { sql } from './commands/sql.ts'
import { asksForHelp, parseRequest, type CommandName, type Request } from './parse-request.ts'
import { fail, say, type Terminal } from './terminal.ts'

const commands: Readonly<
  Record<CommandName, (request: Request, terminal: Terminal) => Promise<number>>
> = { check, run, sql, 'export-dbt': exportDbt, format, diff }

/** Does what the command line says; gives the exit code: 0 well, 1 the pipeline's fault or a difference, 2 a call that cannot be done. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  if (asksForHelp(args)) {
    terminal.out(say(terminal.language, { code: 'cli.usage', args: {} }))
    return 0
  }
  const request = parseRequest(args)
  if (!request.ok) return fail(terminal, request.failure)
  return commands[request.value.command](request.value, terminal)
}
