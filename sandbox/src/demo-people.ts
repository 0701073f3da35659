import type { Localized } from '@weft/kernel'

/** What a demo person is in the story. */
export type DemoRole = 'developer' | 'scenario-owner' | 'data-provider' | 'user' | 'operator'

/** A person of the demo space. */
export interface DemoPerson {
  readonly id: `pe_${string}`
  readonly name: Localized
  readonly organisation: string
  readonly role: DemoRole
  /** What this person is about, in one line. */
  readonly line: Localized
}

const person = (
  tail: string,
  en: string,
  zh: string,
  organisation: string,
  role: DemoRole,
  line: Localized,
): DemoPerson => ({ id: `pe_demo${tail}`, name: { en, zh }, organisation, role, line })

/** The people of the demo space, in the order they are offered. */
export const demoPeople: readonly DemoPerson[] = [
  person('linyue', 'Lin Yue', '林悦', 'cascade-carriers', 'developer', {
    en: 'builds the late-arrival app with two other organisations',
    zh: '与另外两家机构共同搭建航线晚到应用',
  }),
  person('amaraa', 'Amara Okafor', '阿玛拉·奥卡福', 'evergreen-airports', 'developer', {
    en: 'brings the airports’ side into the same workspace',
    zh: '在同一共创空间中补充机场侧的数据与视角',
  }),
  person('jonasw', 'Jonas Weber', '约纳斯·韦伯', 'clearsky-slots', 'data-provider', {
    en: 'answers for how busy each route is',
    zh: '负责提供各航线的繁忙程度',
  }),
  person('sofiam', 'Sofia Marín', '索菲娅·马林', 'northwind-forwarding', 'user', {
    en: 'promises delivery times and wants to know which routes run late',
    zh: '向客户承诺时效，想知道哪些航线常晚到',
  }),
  person('zhouqi', 'Zhou Qi', '周琦', 'harbour-weather', 'developer', {
    en: 'built the duty board that is in the store',
    zh: '搭建了应用市场中的值守看板',
  }),
  person('meilin', 'Mei-Lin Tan', '陈美琳', 'bay-weather', 'developer', {
    en: 'the other half of the duty board, from across the bay',
    zh: '值守看板的另一半，来自对岸的湾城',
  }),
  person('hanbo1', 'Han Bo', '韩波', 'ringroad-maintenance', 'scenario-owner', {
    en: 'asked for the duty board and judges what comes back',
    zh: '提出值守看板的需求并验收结果',
  }),
  person('elsahh', 'Elsa Holm', '艾尔莎·霍尔姆', 'climate-centre', 'data-provider', {
    en: 'keeps what is normal for the season',
    zh: '掌管当季的常年气候值',
  }),
  person('wangru', 'Wang Ru', '王茹', 'hengyuan-lab', 'scenario-owner', {
    en: 'knows how hot each fuel burns, but not what it is made of',
    zh: '知道每种燃料的热值，却不知道其成分',
  }),
  person('davidk', 'David Kimani', '戴维·基马尼', 'greenfield-biomass', 'data-provider', {
    en: 'knows what each fuel is made of',
    zh: '掌握每种燃料的成分',
  }),
  person('hexian', 'He Xian', '何宪', 'lakeside-hospital', 'scenario-owner', {
    en: 'wants the urgent biopsies first, without moving case rows',
    zh: '希望病例不出院也能让紧急穿刺排在前面',
  }),
  person('priyar', 'Priya Raman', '普丽娅·拉曼', 'shisheng-readymix', 'scenario-owner', {
    en: 'looks for concrete that is strong with less cement',
    zh: '寻找少用水泥而强度足够的配合比',
  }),
  person('gulnaz', 'Gao Lan', '高岚', 'jingwei-operations', 'operator', {
    en: 'admits organisations and keeps the space in order',
    zh: '接纳机构，维护空间秩序',
  }),
]
