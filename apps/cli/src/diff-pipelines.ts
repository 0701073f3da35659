import { canonicalJson, type Failure } from '@weft/kernel'
import type { Edge, Pipeline, Step } from '@weft/pipeline-model'

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

function compareSteps(before: Pipeline, after: Pipeline): Failure[] {
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

function compareEdges(before: Pipeline, after: Pipeline): Failure[] {
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

/** What the second pipeline does otherwise than the first; where steps lie on the canvas does not count. */
export function diffPipelines(before: Pipeline, after: Pipeline): readonly Failure[] {
  return [...compareSteps(before, after), ...compareEdges(before, after)]
}
