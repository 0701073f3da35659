import { daysText } from '../values/moments.ts'

const dayMs = 86_400_000

/** Whether a number format shows dates or times, and not figures. */
export function isMomentFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
  return !/general/i.test(bare) && /[ymdhs年月日]/i.test(bare)
}

/** The built-in formats that show dates or times, the East Asian ones included. */
export function isMomentNumber(id: number): boolean {
  return (
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 36) ||
    (id >= 45 && id <= 47) ||
    (id >= 50 && id <= 58)
  )
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  const rest = ms % 1000
  const time = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
  return rest === 0 ? time : `${time}.${String(rest).padStart(3, '0')}`
}

/** The date, moment or time of day that a workbook keeps as a number of days. */
export function serialText(serial: number, since1904: boolean): string {
  const whole = Math.round(serial * dayMs)
  const ms = ((whole % dayMs) + dayMs) % dayMs
  const day = (whole - ms) / dayMs
  if (day === 0 && !since1904) return clockText(ms)
  // Workbooks since 1900 count a 29 February 1900 that never was.
  const offset = since1904 ? 24_107 : day < 60 ? 25_568 : 25_569
  const date = daysText(day - offset)
  return ms === 0 ? date : `${date} ${clockText(ms)}`
}
