import { canonicalJson, type Failure } from '@weft/kernel'
import type { Edge, Pipeline, PipelineId, Step, Subflow } from '@weft/pipeline-model'

function edgeKey({ from, fromPort = 'main', to, port }: Edge): string {
  return JSON.stringify([from, fromPort, to, port])
}

function compareSettings(before: Step, after: Step): Failure[] {
  const old: Readonly<Record<string, unknown>> = { ...before.settings, title: before.title }
  const now: Readonly<Record<string, unknown>> = { ...after.settings, title: after.title }
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()
  return names.flatMap((setting) => {
    const [left, right] = [old[setting] ?? null, now[setting] ?? null].map(canonicalJson)
    if (left === right) return []
    const args = { step: before.id, setting, before: left ?? '', after: right ?? '' }
    return [{ code: 'cli.setting-changed', args }]
  })
}

function compareSteps(before: Pick<Pipeline, 'steps'>, after: Pick<Pipeline, 'steps'>): Failure[] {
  const old = new Map(Object.values<Step>(before.steps).map((step) => [step.id, step]))
  const now = new Map(Object.values<Step>(after.steps).map((step) => [step.id, step]))
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort()
  return ids.flatMap((id): Failure[] => {
    const [left, right] = [old.get(id), now.get(id)]
    const named = (code: string, step: Step) => ({ code, args: { step: id, kind: step.kind } })
    if (!left) return right ? [named('cli.step-added', right)] : []
    if (!right) return [named('cli.step-removed', left)]
    if (left.kind === right.kind) return compareSettings(left, right)
    return [named('cli.step-removed', left), named('cli.step-added', right)]
  })
}

function compareEdges(before: Pick<Pipeline, 'edges'>, after: Pick<Pipeline, 'edges'>): Failure[] {
  const old = new Map(before.edges.map((edge) => [edgeKey(edge), edge]))
  const now = new Map(after.edges.map((edge) => [edgeKey(edge), edge]))
  const tell = (code: string, { from, to, port }: Edge): Failure => ({
    code,
    args: { from, to: port === 'in' ? to : `${to} (${port})` },
  })
  return [
    ...[...old].flatMap(([key, edge]) => (now.has(key) ? [] : [tell('cli.edge-removed', edge)])),
    ...[...now].flatMap(([key, edge]) => (old.has(key) ? [] : [tell('cli.edge-added', edge)])),
  ]
}

type Body = Pick<Pipeline, 'id' | 'title' | 'steps' | 'edges' | 'order'>

function compareBodies(before: Body, after: Body): readonly Failure[] {
  return [...compareSteps(before, after), ...compareEdges(before, after)]
}

/** What changed inside a subflow, each line behind its name. */
function compareSubflow(before: Subflow, after: Subflow): readonly Failure[] {
  const name = after.title.en ?? after.title.zh ?? after.id
  const told = compareBodies(before, after)
  const orders = [before.order, after.order].map(canonicalJson)
  const titles = [before.title, after.title].map(canonicalJson)
  const changes = [
    { setting: 'title', values: titles },
    { setting: 'order', values: orders },
  ].filter(({ values: [left, right] }) => left !== right)
  const own = changes.map(({ setting, values: [left = '', right = ''] }) => ({
    code: 'cli.subflow-setting-changed',
    args: { subflow: name, setting, before: left, after: right },
  }))
  return [
    ...own,
    ...told.map(({ code, args }) => ({ code: `${code}-inside`, args: { ...args, subflow: name } })),
  ]
}

function compareSubflows(before: Pipeline, after: Pipeline): readonly Failure[] {
  const [old, now] = [before.subflows ?? {}, after.subflows ?? {}]
  const ids = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort() as PipelineId[]
  const named = (code: string, { id, title }: Subflow): Failure => ({
    code,
    args: { subflow: title.en ?? title.zh ?? id },
  })
  return ids.flatMap((id): readonly Failure[] => {
    const [left, right] = [old[id], now[id]]
    if (left && right) return compareSubflow(left, right)
    if (left) return [named('cli.subflow-removed', left)]
    return right ? [named('cli.subflow-added', right)] : []
  })
}

/** What the second pipeline does otherwise than the first; where steps lie on the canvas does not count. */
export function diffPipelines(before: Pipeline, after: Pipeline): readonly Failure[] {
  return [...compareBodies(before, after), ...compareSubflows(before, after)]
}
