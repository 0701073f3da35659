import type { App } from '@weft/app-model'
import type { LocalText, Localized } from '@weft/kernel'
import type { Pipeline } from '@weft/pipeline-model'
import { dutyApp, dutyPipeline } from './duty-board.ts'
import { lateApp, latePipeline } from './late-arrivals.ts'

/** A rating by a person who has run the release. */
export interface DemoRating {
  readonly by: `pe_${string}`
  readonly stars: number
  readonly text: string
  readonly daysAgo: number
  /** What the team answered, if it has. */
  readonly answer?: {
    readonly by: `pe_${string}`
    readonly state: 'planned'
    readonly reply: string
  }
}

/** A release of a demo workspace. */
export interface DemoRelease {
  readonly by: `pe_${string}`
  readonly version: string
  readonly notes: LocalText
  readonly daysAgo: number
  readonly ratings: readonly DemoRating[]
}

/** A workspace of the demo space with its content. */
export interface DemoWorkspace {
  readonly id: `ws_${string}`
  readonly app: `ap_${string}`
  readonly scenario: `sc_${string}`
  readonly title: Localized
  readonly startedBy: `pe_${string}`
  readonly daysAgo: number
  /** The first one owns it. */
  readonly organisations: readonly string[]
  readonly content: { readonly pipelines: readonly Pipeline[]; readonly app: App }
  readonly releases: readonly DemoRelease[]
}

const ratings: readonly DemoRating[] = [
  {
    by: 'pe_demohanbo1',
    stars: 5,
    text: '正是我们要的：2015 年两城 49 天与 99 天，一眼看清，调度会上直接打开用。',
    daysAgo: 11,
  },
  {
    by: 'pe_demosofiam',
    stars: 4,
    text: 'I plan truck departures with it. Clear and fast. I would like to see the days on which only one city was on duty.',
    daysAgo: 9,
    answer: {
      by: 'pe_demozhouqi',
      state: 'planned',
      reply: 'Good idea, and it is the heart of the scenario: planned for 1.1.0.',
    },
  },
  {
    by: 'pe_demoamaraa',
    stars: 4,
    text: 'Useful for de-icing shifts. Wind is in the table but not in any chart.',
    daysAgo: 7,
  },
  {
    by: 'pe_demowangru',
    stars: 3,
    text: '图表清楚，但只有到 2015 年的数据，希望说明何时更新。',
    daysAgo: 4,
  },
  {
    by: 'pe_demozhouqi',
    stars: 5,
    text: 'Built it, so of course I like it. (Ratings of our own organisation do not count.)',
    daysAgo: 12,
  },
]

/** The workspaces of the demo space: one half done, one released and rated. */
export const demoWorkspaces: readonly DemoWorkspace[] = [
  {
    id: 'ws_demolate01',
    app: 'ap_demolate01',
    scenario: 'sc_demolate01',
    title: { en: 'Late arrivals by route', zh: '航线晚到分析' },
    startedBy: 'pe_demolinyue',
    daysAgo: 12,
    organisations: ['cascade-carriers', 'evergreen-airports', 'clearsky-slots'],
    content: { pipelines: [latePipeline], app: lateApp },
    releases: [],
  },
  {
    id: 'ws_demoduty01',
    app: 'ap_demoduty01',
    scenario: 'sc_democity01',
    title: { en: 'Duty board of two cities', zh: '两城值守看板' },
    startedBy: 'pe_demozhouqi',
    daysAgo: 40,
    organisations: ['harbour-weather', 'bay-weather', 'climate-centre'],
    content: { pipelines: [dutyPipeline], app: dutyApp },
    releases: [
      {
        by: 'pe_demomeilin',
        version: '1.0.0',
        notes: {
          en: 'First release: duty days of both cities by month, with their reason, filters and the table behind it.',
          zh: '首个版本：两城各月值守日及其原因，附筛选与明细表。',
        },
        daysAgo: 14,
        ratings,
      },
    ],
  },
]
