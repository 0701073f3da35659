/** The drawing area, in pixels of the page. */
export interface ChartRoom {
  readonly widthPx: number
  readonly heightPx: number
}

/** How the names along x are written so that none hides another. */
export interface FitLabels {
  /** Whether bars with these names are better drawn lying, one line for each name. */
  readonly lieWell: boolean
  /** Whether every name is written; names of numbers and days may be left out between others. */
  readonly showAll: boolean
  readonly rotate: number
  readonly widthPx: number
}

const lineHeightPx = 18
const longestPx = 110

/** Chooses between names side by side, aslant, or every few only, by the room there is. */
export function fitLabels(places: readonly string[], room: ChartRoom): FitLabels {
  const slotPx = Math.max(1, room.widthPx - 60) / Math.max(1, places.length)
  const longest = Math.min(longestPx, Math.max(0, ...places.map(widthOf)))
  const fits = longest + 8 <= slotPx
  // Numbers and days stand in order: a reader fills in what is between two of them.
  const inOrder = places.every((place) => /^[-−\d.:/ ]+$/.test(place))
  if (fits || inOrder) {
    return { lieWell: false, showAll: fits, rotate: 0, widthPx: longestPx }
  }
  return {
    lieWell: places.length * lineHeightPx <= room.heightPx - 30,
    showAll: slotPx >= lineHeightPx - 4,
    rotate: 40,
    widthPx: longestPx,
  }
}

/** About as wide as the words are drawn: a Chinese character is twice as wide as a letter. */
function widthOf(words: string): number {
  let px = 0
  for (const letter of words) px += letter > '\u2e7f' ? 12 : 6.6
  return px
}
