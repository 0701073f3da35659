import { isId } from '@weft/kernel'
import type { PresenceArea, Whereabouts } from '@weft/workspace-client'
import type { RouteLocationNormalizedLoaded, RouteLocationRaw } from 'vue-router'

/** A part of a workspace, and what of it is open. */
export type Place = Pick<Whereabouts, 'area' | 'detail'>

/** What an address is read from. */
export type RouteParts = Pick<RouteLocationNormalizedLoaded, 'name' | 'params' | 'query'>

const plain = ['pipeline', 'app', 'feedback', 'releases'] as const
const fork = 'fork-'
const historyParts = ['activity', 'contributions'] as const

const word = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The version that is looked at, or the other part of the history; null for the newest version. */
function detailOfHistory({ query }: RouteParts): string | null {
  const part = historyParts.find((one) => one === query['part'])
  const version = word(query['version'])
  return part ?? (version && /^\d{1,9}$/.test(version) ? version : null)
}

function areaNamed(name: string): PresenceArea {
  return plain.find((area) => area === name) ?? 'other'
}

/** Where in a workspace, or in the fork of a proposal, an address leads. */
export function placeOfRoute(route: RouteParts): Place {
  const name = word(route.name) ?? ''
  if (name === 'history') return { area: 'history', detail: detailOfHistory(route) }
  if (name === 'proposals') return { area: 'proposal', detail: null }
  if (name === 'proposal') return { area: 'proposal', detail: word(route.params['proposal']) }
  return { area: areaNamed(name.startsWith(fork) ? name.slice(fork.length) : name), detail: null }
}

function historyQuery(detail: string | null): Record<string, string> {
  const part = historyParts.find((one) => one === detail)
  if (part) return { part }
  return detail !== null && /^\d{1,9}$/.test(detail) ? { version: detail } : {}
}

function routeInFork({ area }: Place, { params }: RouteParts): RouteLocationRaw | null {
  return area === 'pipeline' || area === 'app' ? { name: `${fork}${area}`, params } : null
}

/** The address of a place somebody else says they are at, seen from one's own; null where it is none. */
export function routeOfPlace(place: Place, here: RouteParts): RouteLocationRaw | null {
  const { area, detail } = place
  if (word(here.name)?.startsWith(fork)) return routeInFork(place, here)
  const params = { workspace: word(here.params['workspace']) ?? '' }
  if (area === 'other') return null
  if (area === 'history') return { name: 'history', params, query: historyQuery(detail) }
  if (area !== 'proposal') return { name: area, params }
  if (detail === null) return { name: 'proposals', params }
  return isId('pr', detail) ? { name: 'proposal', params: { ...params, proposal: detail } } : null
}
