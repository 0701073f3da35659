import { sourceTableName } from '@weft/pipeline-sql'
import { readableNames, type DbtRequest, type NameLetters } from '@weft/sql-dialects'
import { resolve } from 'node:path'
import { titleOf, type Project } from './open-project.ts'

/** A project as a script or another project is written from it, under names of these letters. */
export function exportRequest(project: Project, letters: NameLetters): DbtRequest {
  const { pipeline, compiled } = project
  const sources = Object.entries(project.sources).map(([title, { digest, schema, path }]) => ({
    table: sourceTableName(digest),
    title,
    schema,
    // Whoever runs the project stands in another folder.
    path: resolve(path),
  }))
  const title: DbtRequest['titleOf'] = (step) => titleOf(pipeline, step)
  const names = readableNames(compiled, sources, title, letters)
  return { pipeline, compiled, sources, names, titleOf: title }
}
