const dayMs = 86_400_000
const zones = /^(?:z|([+-])(\d{2}):?(\d{2})?)$/i

/** Whole days since 1970 of a calendar date, or undefined when there is no such day. */
export function daysOf(year: number, month: number, day: number): number | undefined {
  if (year < 1 || year > 9999) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isSame ? Math.round(date.getTime() / dayMs) : undefined
}

const dateForms: readonly RegExp[] = [
  /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/,
  /^(?<y>\d{4})\/(?<m>\d{1,2})\/(?<d>\d{1,2})$/,
  /^(?<y>\d{4})\.(?<m>\d{1,2})\.(?<d>\d{1,2})$/,
  /^(?<y>\d{4})年(?<m>\d{1,2})月(?<d>\d{1,2})日$/,
  /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/,
]

/** Whole days since 1970 of a date whose order of parts leaves no doubt. */
export function readDays(text: string): number | undefined {
  for (const form of dateForms) {
    const parts = form.exec(text)?.groups
    if (parts) return daysOf(Number(parts['y']), Number(parts['m']), Number(parts['d']))
  }
  return undefined
}

const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(\D.*)?$/

function zoneMinutes(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return 0
  const parts = zones.exec(text.trim())
  if (!parts) return undefined
  const minutes = Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)
  return parts[1] === '-' ? -minutes : minutes
}

function microsOfClock(text: string): bigint | undefined {
  const parts = clock.exec(text)
  if (!parts) return undefined
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)]
  const zone = zoneMinutes(parts[5])
  if (hours > 23 || minutes > 59 || seconds > 59 || zone === undefined) return undefined
  const fraction = BigInt((parts[4] ?? '').slice(0, 6).padEnd(6, '0'))
  const whole = (hours * 60 + minutes - zone) * 60 + seconds
  return BigInt(whole) * 1_000_000n + fraction
}

/** Microseconds since 1970 of a date with or without a time; a time with a zone is turned into UTC. */
export function readMicros(text: string): bigint | undefined {
  const day = readDays(text)
  if (day !== undefined) return BigInt(day) * 86_400_000_000n
  const split = /^(\S+?)(?:[T\s]+)(\d{1,2}:.*)$/.exec(text)
  if (!split) return undefined
  const date = readDays(split[1] ?? '')
  const time = microsOfClock(split[2] ?? '')
  return date === undefined || time === undefined
    ? undefined
    : BigInt(date) * 86_400_000_000n + time
}

/** A date in plain text. */
export function daysText(days: number): string {
  const time = new Date(days * dayMs)
  return Number.isNaN(time.getTime()) ? String(days) : time.toISOString().slice(0, 10)
}

/** A moment in plain text, to the microsecond where it has one. */
export function microsText(micros: bigint): string {
  const day = 86_400_000_000n
  const rest = ((micros % day) + day) % day
  const date = daysText(Number((micros - rest) / day))
  const seconds = Number(rest / 1_000_000n)
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  const time = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
  const fraction = rest % 1_000_000n
  return `${date} ${time}${fraction === 0n ? '' : `.${String(fraction).padStart(6, '0')}`}`
}
