import { seededRandom } from '@weft/documents/testing'

/** The tables of the benchmark. */
export type TpchTable =
  'region' | 'nation' | 'supplier' | 'part' | 'partsupp' | 'customer' | 'orders' | 'lineitem'

/** A number, or a text; money and dates are texts the engine reads. */
export type TpchCell = string | number
type Row = readonly TpchCell[]

const count = {
  suppliers: 40,
  parts: 240,
  customers: 240,
  orders: 2_400,
  offersPerPart: 4,
} as const

const regions = ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST']
/** Every nation with the region it lies in. */
const nations: readonly (readonly [string, number])[] = [
  ['ALGERIA', 0],
  ['ARGENTINA', 1],
  ['BRAZIL', 1],
  ['CANADA', 1],
  ['EGYPT', 4],
  ['ETHIOPIA', 0],
  ['FRANCE', 3],
  ['GERMANY', 3],
  ['INDIA', 2],
  ['INDONESIA', 2],
  ['IRAN', 4],
  ['IRAQ', 4],
  ['JAPAN', 2],
  ['JORDAN', 4],
  ['KENYA', 0],
  ['MOROCCO', 0],
  ['MOZAMBIQUE', 0],
  ['PERU', 1],
  ['CHINA', 2],
  ['ROMANIA', 3],
  ['SAUDI ARABIA', 4],
  ['VIETNAM', 2],
  ['RUSSIA', 3],
  ['UNITED KINGDOM', 3],
  ['UNITED STATES', 1],
]
const colours = ['forest', 'green', 'azure', 'linen', 'plum', 'rose', 'navy', 'ivory', 'khaki']
const brands = ['Brand#11', 'Brand#12', 'Brand#23', 'Brand#34', 'Brand#45']
const sizes = ['SM', 'MED', 'LG', 'JUMBO']
const boxes = ['CASE', 'BOX', 'BAG', 'PACK']
const grades = ['PROMO', 'ECONOMY', 'MEDIUM', 'STANDARD']
const finishes = ['ANODIZED', 'POLISHED', 'BURNISHED']
const metals = ['BRASS', 'STEEL', 'COPPER']
const segments = ['BUILDING', 'AUTOMOBILE', 'MACHINERY', 'HOUSEHOLD']
const priorities = ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-LOW', '5-LATER']
const instructions = ['DELIVER IN PERSON', 'COLLECT', 'NO RETURN']
const modes = ['AIR', 'AIR REG', 'MAIL', 'SHIP', 'TRUCK', 'RAIL']
const words = ['quick', 'late', "o'clock", 'careful', 'silent', 'ink', 'bold', 'threads', 'pale']

const dayMs = 86_400_000
const firstDay = Date.UTC(1992, 0, 1)
const orderDays = 2_405
const closingDay = '1995-06-17'

class RowMaker {
  private readonly random = seededRandom(22)

  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1))
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.whole(0, from.length - 1)]
    if (found === undefined) throw new Error('Nothing to pick from')
    return found
  }

  /** So many hundredths, as the text of a DECIMAL. */
  money(least: number, most: number): string {
    return (this.whole(least, most) / 100).toFixed(2)
  }

  prose(): string {
    return Array.from({ length: this.whole(2, 5) }, () => this.pick(words)).join(' ')
  }

  phone(nation: number): string {
    return `${nation + 10}-${this.whole(100, 999)}-${this.whole(1_000, 9_999)}`
  }
}

const dateOf = (day: number) => new Date(firstDay + day * dayMs).toISOString().slice(0, 10)
const keysTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1)
const numbered = (word: string, at: number) => `${word}#${String(at).padStart(9, '0')}`

function suppliers(make: RowMaker): readonly Row[] {
  return keysTo(count.suppliers).map((at) => {
    const nation = at % nations.length
    const comment = at % 9 === 0 ? 'Customer noted Complaints' : make.prose()
    return [
      at,
      numbered('Supplier', at),
      make.prose(),
      nation,
      make.phone(nation),
      make.money(-99_999, 999_999),
      comment,
    ]
  })
}

function parts(make: RowMaker): readonly Row[] {
  return keysTo(count.parts).map((at) => [
    at,
    `${make.pick(colours)} ${make.pick(colours)}`,
    `Manufacturer#${make.whole(1, 5)}`,
    make.pick(brands),
    `${make.pick(grades)} ${make.pick(finishes)} ${make.pick(metals)}`,
    // Few sizes, so that small tables have parts of every size that is asked for.
    make.pick([1, 3, 5, 9, 14, 15]),
    `${make.pick(sizes)} ${make.pick(boxes)}`,
    make.money(90_000, 200_000),
    make.prose(),
  ])
}

/** The supplier of a part's n-th offer. */
function supplierOf(part: number, offer: number): number {
  return ((part + offer * (count.suppliers / count.offersPerPart)) % count.suppliers) + 1
}

function offers(make: RowMaker): readonly Row[] {
  return keysTo(count.parts).flatMap((part) =>
    keysTo(count.offersPerPart).map((offer) => [
      part,
      supplierOf(part, offer),
      make.whole(1, 9_999),
      make.money(100, 100_000),
      make.prose(),
    ]),
  )
}

function customers(make: RowMaker): readonly Row[] {
  return keysTo(count.customers).map((at) => {
    const nation = make.whole(0, nations.length - 1)
    return [
      at,
      numbered('Customer', at),
      make.prose(),
      nation,
      make.phone(nation),
      make.money(-99_999, 999_999),
      make.pick(segments),
      make.prose(),
    ]
  })
}

function lineOf(make: RowMaker, order: number, line: number, ordered: number): Row {
  const part = make.whole(1, count.parts)
  // A few orders are large enough to be told apart from all others.
  const quantity = order % 97 === 0 ? make.whole(44, 50) : make.whole(1, 50)
  const shipped = ordered + make.whole(1, 121)
  const received = dateOf(shipped + make.whole(1, 30))
  return [
    order,
    part,
    supplierOf(part, make.whole(1, count.offersPerPart)),
    line,
    quantity,
    ((quantity * make.whole(90_000, 200_000)) / 100).toFixed(2),
    make.money(0, 10),
    make.money(0, 8),
    received <= closingDay ? make.pick(['R', 'A']) : 'N',
    dateOf(shipped) > closingDay ? 'O' : 'F',
    dateOf(shipped),
    dateOf(ordered + make.whole(30, 90)),
    received,
    make.pick(instructions),
    make.pick(modes),
    make.prose(),
  ]
}

function ordersAndLines(make: RowMaker): { orders: readonly Row[]; lineitem: readonly Row[] } {
  const lineitem: Row[] = []
  const orders = keysTo(count.orders).map((at): Row => {
    const ordered = make.whole(0, orderDays)
    const lines = keysTo(at % 97 === 0 ? 7 : make.whole(1, 7)).map((line) =>
      lineOf(make, at, line, ordered),
    )
    lineitem.push(...lines)
    const states = new Set(lines.map((line) => String(line[9])))
    const [only] = states
    return [
      at,
      // Every third customer never orders.
      make.whole(0, count.customers / 3 - 1) * 3 + make.whole(1, 2),
      states.size === 1 && only !== undefined ? only : 'P',
      (lines.reduce((sum, line) => sum + Math.round(Number(line[5]) * 100), 0) / 100).toFixed(2),
      dateOf(ordered),
      make.pick(priorities),
      numbered('Clerk', make.whole(1, 9)),
      0,
      at % 11 === 0 ? 'special packing requests' : make.prose(),
    ]
  })
  return { orders, lineitem }
}

/** Rows in the shape of the benchmark's tables: small, the same every time, and such that every query finds some. */
export function tpchRows(): Readonly<Record<TpchTable, readonly Row[]>> {
  const make = new RowMaker()
  return {
    region: regions.map((name, at) => [at, name, make.prose()]),
    nation: nations.map(([name, region], at) => [at, name, region, make.prose()]),
    supplier: suppliers(make),
    part: parts(make),
    partsupp: offers(make),
    customer: customers(make),
    ...ordersAndLines(make),
  }
}
