/** The width and scale of a DECIMAL type, or null for another. */
export function decimalShape(type: string): { width: number; scale: number } | null {
  const parts = /^DECIMAL\((\d{1,2}),(\d{1,2})\)$/.exec(type)
  if (!parts) return null
  const [width, scale] = [Number(parts[1]), Number(parts[2])]
  return width >= 1 && width <= 38 && scale <= width ? { width, scale } : null
}

/** A number without its thousands separators, or undefined when the text is none. */
export function plainNumber(text: string): string | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return text
  return /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : undefined
}

/** Reads a number as the whole number of its smallest units; undefined when it does not fit exactly. */
export function readScaled(text: string, width: number, scale: number): bigint | undefined {
  const parts = /^([+-]?)(\d*)\.?(\d*)$/.exec(plainNumber(text) ?? '')
  if (!parts) return undefined
  const [, sign, whole = '', rest = ''] = parts
  const fraction = rest.replace(/0+$/, '')
  const digits = `${whole}${fraction.padEnd(scale, '0')}`.replace(/^0+/, '')
  if (fraction.length > scale || digits.length > width) return undefined
  const value = BigInt(`0${digits}`)
  return sign === '-' ? -value : value
}

/** A whole number of smallest units in plain text. */
export function scaledText(value: bigint, scale: number): string {
  if (scale === 0) return String(value)
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return value < 0n ? `-${text}` : text
}
