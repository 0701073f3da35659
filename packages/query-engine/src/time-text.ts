const secondsPerDay = 86_400n

function two(value: bigint | number): string {
  return value.toString().padStart(2, '0')
}

/** Milliseconds since 1970 as `2024-01-31`, without any time zone. */
export function dateText(milliseconds: number): string {
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) return milliseconds > 0 ? 'infinity' : '-infinity'
  return date.toISOString().split('T')[0] ?? ''
}

function fractionText(fraction: bigint, perSecond: bigint): string {
  if (fraction === 0n) return ''
  const digits = fraction.toString().padStart(perSecond.toString().length - 1, '0')
  return `.${digits.replace(/0+$/, '')}`
}

/** A time of day counted in parts of a second as `08:15:00.25`. */
export function timeText(count: bigint, perSecond: bigint): string {
  const seconds = count / perSecond
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':')
  return clock + fractionText(count % perSecond, perSecond)
}

/** A moment counted in parts of a second since 1970 as `2024-01-31 08:15:00`, without any time zone. */
export function timestampText(count: bigint, perSecond: bigint): string {
  const perDay = secondsPerDay * perSecond
  const inDay = ((count % perDay) + perDay) % perDay
  const day = (count - inDay) / perDay
  const date = dateText(Number(day) * 86_400_000)
  return date.endsWith('infinity') ? date : `${date} ${timeText(inDay, perSecond)}`
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${Math.abs(count) === 1 ? '' : 's'}`
}

/** Months, days and nanoseconds as the engine writes an interval: `1 month 2 days 03:00:00`. */
export function intervalText([months = 0, days = 0, nanoseconds = 0]: readonly number[]): string {
  const parts = [
    Math.trunc(months / 12) === 0 ? '' : plural(Math.trunc(months / 12), 'year'),
    months % 12 === 0 ? '' : plural(months % 12, 'month'),
    days === 0 ? '' : plural(days, 'day'),
  ].filter(Boolean)
  const sign = nanoseconds < 0 ? '-' : ''
  const clock = sign + timeText(BigInt(Math.round(Math.abs(nanoseconds) / 1000)), 1_000_000n)
  return nanoseconds !== 0 || parts.length === 0 ? [...parts, clock].join(' ') : parts.join(' ')
}
