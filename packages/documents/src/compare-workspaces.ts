import type { Page, Widget } from '@weft/app-model'
import { canonicalJson } from '@weft/kernel'
import type { Edge, Pipeline, Step } from '@weft/pipeline-model'
import type { WorkspacePicture } from './read-picture.ts'

type How = 'added' | 'removed' | 'changed'

/** One thing in which two pictures of a workspace differ; what was removed is shown as it was. */
export type WorkspaceChange =
  | { readonly about: 'step'; readonly how: How; readonly thing: Step }
  | { readonly about: 'widget'; readonly how: How; readonly thing: Widget }
  | { readonly about: 'page'; readonly how: How; readonly thing: Page }
  | { readonly about: 'connections'; readonly how: How; readonly count: number }
  | { readonly about: 'layout'; readonly how: 'changed'; readonly count: number }
  | { readonly about: 'titles'; readonly how: 'changed' }

type Things<T> = Readonly<Record<string, T>>

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || canonicalJson(one) === canonicalJson(other)

/** Every thing that is not the same in both, and how. */
function differences<T>(before: Things<T>, after: Things<T>): readonly { how: How; thing: T }[] {
  const found: { how: How; thing: T }[] = []
  for (const [id, thing] of Object.entries(after)) {
    const known = Object.hasOwn(before, id) ? before[id] : undefined
    if (known === undefined) found.push({ how: 'added', thing })
    else if (!isSame(known, thing)) found.push({ how: 'changed', thing })
  }
  for (const [id, thing] of Object.entries(before)) {
    if (!Object.hasOwn(after, id)) found.push({ how: 'removed', thing })
  }
  return found
}

const byId = <T extends { readonly id: string }>(things: readonly T[]): Things<T> =>
  Object.fromEntries(things.map((thing) => [thing.id, thing]))

const inAll = <T>(
  pipelines: readonly Pipeline[],
  of: (pipeline: Pipeline) => Things<T>,
): Things<T> => Object.assign({}, ...pipelines.map(of)) as Things<T>

function connectionChanges(before: Things<Edge>, after: Things<Edge>): WorkspaceChange[] {
  const found = differences(before, after)
  return (['added', 'removed', 'changed'] as const).flatMap((how) => {
    const count = found.filter((one) => one.how === how).length
    return count > 0 ? [{ about: 'connections', how, count } as const] : []
  })
}

const titlesOf = ({ pipelines, app }: WorkspacePicture): unknown => [
  pipelines.map(({ id, title }) => [id, title]),
  app.title,
  app.summary,
]

/** Says in what two pictures of one workspace differ: first the pipeline, then the app. */
export function compareWorkspaces(
  before: WorkspacePicture,
  after: WorkspacePicture,
): readonly WorkspaceChange[] {
  const stepsOf = ({ pipelines }: WorkspacePicture) => inAll(pipelines, ({ steps }) => steps)
  const edgesOf = ({ pipelines }: WorkspacePicture) => inAll(pipelines, ({ edges }) => byId(edges))
  const placesOf = ({ pipelines }: WorkspacePicture) =>
    inAll(pipelines, ({ positions }) => positions)
  // A step that came or went takes its place with it.
  const moved = differences(placesOf(before), placesOf(after)).filter(
    ({ how }) => how === 'changed',
  )
  return [
    ...differences(stepsOf(before), stepsOf(after)).map(
      (one) => ({ about: 'step', ...one }) as const,
    ),
    ...connectionChanges(edgesOf(before), edgesOf(after)),
    ...(moved.length > 0
      ? [{ about: 'layout', how: 'changed', count: moved.length } as const]
      : []),
    ...differences(byId(before.app.pages), byId(after.app.pages)).map(
      (one) => ({ about: 'page', ...one }) as const,
    ),
    ...differences(before.app.widgets, after.app.widgets).map(
      (one) => ({ about: 'widget', ...one }) as const,
    ),
    ...(isSame(titlesOf(before), titlesOf(after))
      ? []
      : [{ about: 'titles', how: 'changed' } as const]),
  ]
}
