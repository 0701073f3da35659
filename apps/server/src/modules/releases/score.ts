/** A rating as the score sees it. */
export interface Vote {
  readonly app: string
  readonly organisation: string
  readonly person: string
  readonly stars: number
  /** When the rated release was published: a person's voice is their rating of the newest one. */
  readonly releasedAt: number
  readonly counts: boolean
}

/** An app's score: null while nothing counts. */
export interface Score {
  readonly value: number | null
  readonly counted: number
  readonly total: number
  readonly distribution: number[]
}

/** How many imaginary organisations vote the space's mean, so that one voice decides nothing. */
export const paddingVoices = 10

/** The mean of a space in which nothing else has been rated. */
export const startingMean = 3.5

/** S = (m·C + Σ r) / (m + n), over one voice per organisation; null without voices. */
export function paddedMean(voices: readonly number[], spaceMean: number): number | null {
  if (voices.length === 0) return null
  const sum = voices.reduce((total, voice) => total + voice, 0)
  return (paddingVoices * spaceMean + sum) / (paddingVoices + voices.length)
}

/** Each person's rating of the newest release they rated, those that count only. */
export function currentVotes(votes: readonly Vote[]): Vote[] {
  const newest = new Map<string, Vote>()
  for (const vote of votes) {
    if (!vote.counts) continue
    const key = `${vote.app} ${vote.person}`
    const known = newest.get(key)
    if (!known || known.releasedAt < vote.releasedAt) newest.set(key, vote)
  }
  return [...newest.values()]
}

/** One voice per organisation and app: the mean of its people. */
export function organisationVoices(votes: readonly Vote[]): number[] {
  const groups = new Map<string, number[]>()
  for (const { app, organisation, stars } of votes) {
    const key = `${app} ${organisation}`
    groups.set(key, [...(groups.get(key) ?? []), stars])
  }
  return [...groups.values()].map((stars) => mean(stars))
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

/** The score of one app among all ratings of the space; see docs/specs/ratings.md. */
export function scoreApp(app: string, all: readonly Vote[]): Score {
  const current = currentVotes(all)
  const mine = current.filter((vote) => vote.app === app)
  const others = organisationVoices(current.filter((vote) => vote.app !== app))
  const spaceMean = others.length === 0 ? startingMean : mean(others)
  return {
    value: paddedMean(organisationVoices(mine), spaceMean),
    counted: mine.length,
    total: all.filter((vote) => vote.app === app).length,
    distribution: [1, 2, 3, 4, 5].map(
      (stars) => mine.filter((vote) => vote.stars === stars).length,
    ),
  }
}
