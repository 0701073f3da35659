import { refuse } from '@weft/kernel'
import type { Pipeline, Step } from '@weft/pipeline-model'
import { quoteName, quoteText } from '@weft/pipeline-sql'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openProject, type Project } from '../open-project.ts'
import type { Request } from '../parse-request.ts'
import { fail, say, type Terminal } from '../terminal.ts'

const pathOf = (request: Request, output: string): string =>
  resolve(join(request.out ?? '.', `${encodeURIComponent(output)}.${request.as}`))

function outputPaths(request: Request, pipeline: Pipeline): string[] {
  return Object.values<Step>(pipeline.steps).flatMap((step) =>
    step.kind === 'output' ? [pathOf(request, step.settings.name)] : [],
  )
}

async function write(
  { compiled, tables }: Project,
  request: Request,
  terminal: Terminal,
): Promise<number> {
  const written = compiled.outputs.flatMap(({ name, step }) => {
    const table = compiled.steps[step]?.table
    return table ? [{ name, table }] : []
  })
  if (written.length === 0) return fail(terminal, refuse('cli.no-outputs').failure)
  for (const { name, table } of written) {
    const path = pathOf(request, name)
    const options = request.as === 'csv' ? '(FORMAT csv, HEADER)' : '(FORMAT parquet)'
    const copied = await tables.run(`COPY ${quoteName(table)} TO ${quoteText(path)} ${options}`)
    if (!copied.ok) {
      const { reason = '' } = copied.failure.args
      return fail(terminal, refuse('cli.statement-failed', { step: name, reason }).failure)
    }
    const args = { path, rows: copied.value[0]?.[0] ?? 0 }
    terminal.out(say(terminal.language, { code: 'cli.wrote', args }))
  }
  return 0
}

/** `weft run`: computes the pipeline and writes each output to a file of its name. */
export async function run(request: Request, terminal: Terminal): Promise<number> {
  await mkdir(request.out ?? '.', { recursive: true })
  const project = await openProject(request, (pipeline) => outputPaths(request, pipeline))
  if (!project.ok) return fail(terminal, project.failure)
  try {
    return await write(project.value, request, terminal)
  } finally {
    project.value.tables.dispose()
  }
}
