import type { releaseRoutes } from '@weft/api-contract'
import { accept, refuse, type Id, type LocalText, type Outcome } from '@weft/kernel'
import type { Selectable } from 'kysely'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import type { ReleaseRow } from '../../store/tables/co-building-tables.ts'
import { readOrganisationRefs, unknownOrganisation, type Caller } from '../accounts/index.ts'
import { readTeam, showOrigins } from '../workspaces/index.ts'
import { readVotes, showRatings } from './read-ratings.ts'
import { scoreApp } from './score.ts'
import { showReleases } from './show-releases.ts'

type Entry = AnswerOf<typeof releaseRoutes.searchStore>[number]
type Page = AnswerOf<typeof releaseRoutes.readApp>

/** The newest release of every app. */
async function readLatest(reader: Reader): Promise<Selectable<ReleaseRow>[]> {
  return reader
    .selectFrom('release')
    .distinctOn('app')
    .selectAll()
    .orderBy('app')
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .execute()
}

async function readSectors(reader: Reader) {
  const rows = await reader
    .selectFrom('workspace')
    .leftJoin('scenario', 'scenario.id', 'workspace.scenario')
    .select(['workspace.id', 'scenario.sector'])
    .execute()
  return new Map(rows.map(({ id, sector }) => [id, (sector ?? 'other') as Entry['sector']]))
}

async function readTeams(reader: Reader) {
  const rows = await reader
    .selectFrom('workspace_organisation')
    .select(['workspace', 'organisation'])
    .where('state', '=', 'joined')
    .orderBy('since')
    .orderBy('organisation')
    .execute()
  const refs = await readOrganisationRefs(reader, null)
  return (workspace: string) =>
    rows
      .filter((row) => row.workspace === workspace)
      .map(({ organisation }) => refs.get(organisation) ?? unknownOrganisation(organisation))
}

async function countRuns(reader: Reader) {
  const rows = await reader
    .selectFrom('run')
    .innerJoin('release', 'release.id', 'run.release')
    .select((eb) => ['release.app', eb.fn.countAll<number>().as('runs')])
    .where('run.finished_at', 'is not', null)
    .groupBy('release.app')
    .execute()
  return new Map(rows.map(({ app, runs }) => [app, runs]))
}

async function readEntries(reader: Reader): Promise<Entry[]> {
  const latest = await readLatest(reader)
  const sectors = await readSectors(reader)
  const teamOf = await readTeams(reader)
  const runs = await countRuns(reader)
  const votes = await readVotes(reader)
  return latest.map((row) => ({
    app: row.app as Id<'ap'>,
    title: row.title,
    summary: row.summary,
    sector: sectors.get(row.workspace) ?? 'other',
    organisations: teamOf(row.workspace),
    latest: {
      id: row.id as Id<'re'>,
      version: row.version,
      publishedAt: row.published_at.toISOString(),
    },
    score: scoreApp(row.app, votes),
    runs: runs.get(row.app) ?? 0,
  }))
}

function textOf(entry: Entry): string {
  const texts: LocalText[] = [
    entry.title,
    entry.summary,
    ...entry.organisations.map(({ name }) => name),
  ]
  return texts
    .flatMap(({ en = '', zh = '' }) => [en, zh])
    .join(' ')
    .toLowerCase()
}

const by: Readonly<Record<'top' | 'new' | 'used', (entry: Entry) => number>> = {
  top: ({ score }) => score.value ?? 0,
  new: ({ latest }) => Date.parse(latest.publishedAt),
  used: ({ runs }) => runs,
}

/** The released apps that have all the words, best first. */
export async function searchStore(
  reader: Reader,
  { words, sort }: { readonly words: string; readonly sort: 'top' | 'new' | 'used' },
): Promise<Entry[]> {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const entries = await readEntries(reader)
  return entries
    .filter((entry) => wanted.every((word) => textOf(entry).includes(word)))
    .sort((a, b) => by[sort](b) - by[sort](a) || by.new(b) - by.new(a))
}

async function readMine(
  reader: Reader,
  caller: Caller,
  entry: Entry,
  ratings: Page['ratings'],
  workspace: string,
): Promise<Page['mine']> {
  const run = await reader
    .selectFrom('run')
    .select('id')
    .where('release', '=', entry.latest.id)
    .where('person', '=', caller.person ?? '')
    .where('finished_at', 'is not', null)
    .executeTakeFirst()
  const team = await readTeam(reader, workspace)
  return {
    hasRunLatest: run !== undefined,
    ratingOfLatest:
      ratings.find(
        (rating) => rating.release === entry.latest.id && rating.by.id === caller.person,
      ) ?? null,
    inTeam: caller.organisation !== null && team.has(caller.organisation),
  }
}

/** One app with its releases and ratings, and the caller's standing. */
export async function readAppPage(
  reader: Reader,
  caller: Caller,
  app: string,
): Promise<Outcome<Page>> {
  const entry = (await readEntries(reader)).find((found) => found.app === app)
  const rows = await reader
    .selectFrom('release')
    .selectAll()
    .where('app', '=', app)
    .orderBy('published_at', 'desc')
    .execute()
  const workspace = rows[0]?.workspace
  if (!entry || workspace === undefined) return refuse('release.app-not-found')
  const scenario = await reader
    .selectFrom('workspace')
    .innerJoin('scenario', 'scenario.id', 'workspace.scenario')
    .select(['scenario.id', 'scenario.title'])
    .where('workspace.id', '=', workspace)
    .executeTakeFirst()
  const ratings = await showRatings(reader, { app })
  return accept({
    ...entry,
    workspace: workspace as Id<'ws'>,
    scenario: scenario ? { id: scenario.id as Id<'sc'>, title: scenario.title } : null,
    origins: await showOrigins(reader, caller, workspace),
    releases: await showReleases(reader, rows),
    ratings,
    mine: await readMine(reader, caller, entry, ratings, workspace),
  })
}
