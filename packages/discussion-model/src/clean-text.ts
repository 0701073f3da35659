// Marks that turn the order of the letters around them: with these a text can read otherwise than it is.
const bidiControls = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g
// Everything else that is not seen, but tabs and line ends.
const unseen = /[^\P{Cc}\t\n]|[\u200b\u2060\ufeff\ufff9-\ufffb]/gu

/** A text people wrote without the characters that are not seen or turn its direction, its line ends all alike. */
export function cleanText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(bidiControls, '')
    .replace(unseen, '')
    .normalize('NFC')
    .trim()
}
