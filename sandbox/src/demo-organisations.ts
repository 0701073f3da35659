import type { Localized } from '@weft/kernel'

/** An organisation of the demo space. */
export interface DemoOrganisation {
  readonly id: string
  readonly name: Localized
  readonly role: Localized
  /** 0–359; those that work together lie well apart. */
  readonly hue: number
}

/** The hues of the organisations that own data, by id; their names are in the manifest. */
const hues: Readonly<Record<string, number>> = {
  'cascade-carriers': 212,
  'evergreen-airports': 148,
  'clearsky-slots': 32,
  'wildlife-safety': 284,
  'greenfield-biomass': 96,
  'hengyuan-lab': 8,
  'prairie-grid': 196,
  'lakeside-hospital': 340,
  'lanjiang-hospital': 176,
  'image-lab': 256,
  'pathology-centre': 48,
  'yunfeng-binder': 20,
  'shisheng-readymix': 228,
  'jianheng-lab': 120,
  'harbour-weather': 200,
  'bay-weather': 312,
  'climate-centre': 72,
}

/** Organisations without data: those who use, and the one that runs the space. */
const others: readonly DemoOrganisation[] = [
  {
    id: 'northwind-forwarding',
    name: { en: 'Northwind Freight Forwarding', zh: '北风国际货运代理' },
    role: { en: 'freight forwarder', zh: '货运代理' },
    hue: 300,
  },
  {
    id: 'ringroad-maintenance',
    name: { en: 'Ring Road Maintenance', zh: '环城道路养护公司' },
    role: { en: 'road maintenance', zh: '道路养护方' },
    hue: 164,
  },
  {
    id: 'jingwei-operations',
    name: { en: 'Jingwei Data Space Operations', zh: '经纬数据空间运营中心' },
    role: { en: 'space operator', zh: '空间运营方' },
    hue: 240,
  },
]

/** Every organisation of the demo space. */
export function demoOrganisations(
  fromManifest: readonly {
    readonly id: string
    readonly name: Localized
    readonly role: Localized
  }[],
): readonly DemoOrganisation[] {
  return [
    ...fromManifest.map(({ id, name, role }) => ({ id, name, role, hue: hues[id] ?? 0 })),
    ...others,
  ]
}
