import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Pipeline, Step } from '@weft/pipeline-model'
import { quoteName, quoteText } from '@weft/pipeline-sql'
import { join, resolve } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { openProject, type Project } from '../open-project.ts'
import type { Request } from '../parse-request.ts'
import { tellProblems } from '../tell-problems.ts'
import { fail, say, type Terminal } from '../terminal.ts'

const pathOf = (request: Request, output: string): string =>
  resolve(join(request.out ?? '.', `${encodeURIComponent(output)}.${request.as}`))

function outputPaths(request: Request, pipeline: Pipeline): string[] {
  return Object.values<Step>(pipeline.steps).flatMap((step) =>
    step.kind === 'output' ? [pathOf(request, step.settings.name)] : [],
  )
}

interface Written {
  readonly name: string
  readonly table: string
}

/** The outputs that can be computed, and the names of those that cannot. */
function splitOutputs({ pipeline, compiled }: Project): {
  readonly sound: readonly Written[]
  readonly lost: readonly string[]
} {
  const sound = compiled.outputs.flatMap(({ name, step }) => {
    const table = compiled.steps[step]?.table
    return table ? [{ name, table }] : []
  })
  const names = Object.values<Step>(pipeline.steps).flatMap((step) =>
    step.kind === 'output' ? [step.settings.name] : [],
  )
  return { sound, lost: names.filter((name) => !sound.some((one) => one.name === name)) }
}

async function writeOutputs(
  { tables }: Project,
  outputs: readonly Written[],
  request: Request,
  terminal: Terminal,
): Promise<Outcome<null>> {
  for (const { name, table } of outputs) {
    const path = pathOf(request, name)
    const options = request.as === 'csv' ? '(FORMAT csv, HEADER)' : '(FORMAT parquet)'
    const copied = await tables.run(`COPY ${quoteName(table)} TO ${quoteText(path)} ${options}`)
    if (!copied.ok) {
      const { reason = '' } = copied.failure.args
      return refuse('cli.statement-failed', { step: name, reason })
    }
    const args = { path, rows: copied.value[0]?.[0] ?? 0 }
    terminal.out(say(terminal.language, { code: 'cli.wrote', args }))
  }
  return accept(null)
}

async function write(project: Project, request: Request, terminal: Terminal): Promise<number> {
  const { sound, lost } = splitOutputs(project)
  if (sound.length === 0 || lost.length > 0) tellProblems(project, terminal)
  if (sound.length === 0) return fail(terminal, refuse('cli.no-outputs').failure)
  const written = await writeOutputs(project, sound, request, terminal)
  if (!written.ok) return fail(terminal, written.failure)
  if (lost.length === 0) return 0
  return fail(terminal, refuse('cli.outputs-missing', { outputs: lost.join(', ') }).failure)
}

/** `weft run`: computes the pipeline and writes each output to a file of its name. */
export async function run(request: Request, terminal: Terminal): Promise<number> {
  const project = await openProject(request, (pipeline) => outputPaths(request, pipeline))
  if (!project.ok) return fail(terminal, project.failure)
  try {
    const folder = await makeFolder(request.out ?? '.')
    if (!folder.ok) return fail(terminal, folder.failure)
    return await write(project.value, request, terminal)
  } finally {
    project.value.tables.dispose()
  }
}
