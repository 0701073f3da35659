import type { Localized } from '@weft/kernel'

/** A posted scenario of the demo space. */
export interface DemoScenario {
  readonly id: `sc_${string}`
  readonly sector: 'logistics' | 'energy' | 'medical' | 'materials' | 'city'
  readonly owner: `pe_${string}`
  /** Days before the space was made. */
  readonly daysAgo: number
  readonly title: Localized
  readonly problem: Localized
  readonly users: Localized
  readonly value: Localized
  readonly dataWanted: Localized
  readonly acceptance: readonly Localized[]
  readonly deadlineInDays: number | null
}

const logistics: DemoScenario = {
  id: 'sc_demolate01',
  sector: 'logistics',
  owner: 'pe_demosofiam',
  daysAgo: 21,
  title: {
    en: 'Which routes arrive late, and why?',
    zh: '哪些航线容易晚到，原因何在？',
  },
  problem: {
    en: 'We promise delivery times without knowing which routes run late. The carrier sees its own delays, but not how crowded a route is. The slot office and the airports see that, but no delays. Nobody can say today whether a late arrival was bad luck or could have been expected.',
    zh: '我们在不了解航线晚到情况的前提下承诺时效。承运人只看得到自己的延误，看不到航线有多拥挤；时刻协调方和机场看得到拥挤程度，却没有延误数据。今天没有人能说清一次晚到是偶然，还是本可预料。',
  },
  users: {
    en: 'Freight forwarders who promise delivery times; the carrier’s control desk; airport duty managers.',
    zh: '承诺时效的货运代理、承运人运控席、机场值班经理。',
  },
  value: {
    en: 'A promise we can keep: fewer late consignments, fewer penalties, and a plain reason to offer another route.',
    zh: '承诺可兑现：减少晚到货件与赔付，也能有理有据地建议客户改走其他航线。',
  },
  dataWanted: {
    en: 'Flights with arrival delay, airports, flights per route; later wildlife strikes by airport and month.',
    zh: '带到达延误的航班、机场、各航线航班量；后续加入按机场与月份统计的鸟击。',
  },
  acceptance: [
    {
      en: 'The share of flights that arrive more than 15 minutes late, by origin airport, for at least 20,000 flights.',
      zh: '基于不少于 2 万个航班，按出发机场给出晚到超过 15 分钟的航班占比。',
    },
    {
      en: 'A filter by state, and the table behind every chart.',
      zh: '可按州筛选，且每张图表都能看到对应的明细表。',
    },
    {
      en: 'Airports with fewer than 50 flights are left out of every ranking.',
      zh: '航班少于 50 个的机场不参与任何排名。',
    },
  ],
  deadlineInDays: 60,
}

const city: DemoScenario = {
  id: 'sc_democity01',
  sector: 'city',
  owner: 'pe_demohanbo1',
  daysAgo: 48,
  title: {
    en: 'One duty board for frost and heavy rain in two cities',
    zh: '两城一张防冻防汛值守看板',
  },
  problem: {
    en: 'Harbour City and Bay City each keep crews for frost and heavy rain, and each knows only its own weather. On most duty days only one of the two needs its crew, but nobody sees that in time to lend one.',
    zh: '港城与湾城各自养着防冻防汛队伍，也各自只掌握本地天气。多数值守日只有一城需要出动，却没有人能及时看到并互借队伍。',
  },
  users: {
    en: 'Duty officers of both cities, road maintenance crews, the climate office.',
    zh: '两城值班员、道路养护队、气候资料部门。',
  },
  value: {
    en: 'In 2015 the two cities had 49 and 99 duty days, and only 13 of them on the same day: crews can be lent instead of doubled.',
    zh: '2015 年两城值守日分别为 49 天与 99 天，同日仅 13 天：队伍完全可以互借，不必重复配置。',
  },
  dataWanted: {
    en: 'Daily weather of both cities from 2012 to 2015; later hourly normals.',
    zh: '两城 2012 至 2015 年逐日气象；后续加入逐小时常年值。',
  },
  acceptance: [
    {
      en: 'A duty day is a day with a lowest temperature of 0 °C or less, or 10 mm of rain or more. For 2015 the board shows 49 and 99.',
      zh: '值守日定义为最低气温不高于 0 °C 或日降水不少于 10 毫米。看板对 2015 年应显示 49 天与 99 天。',
    },
    {
      en: 'Both cities on one page, with filters by city and by span of days.',
      zh: '两城在同一页面，可按城市与日期范围筛选。',
    },
    {
      en: 'Each day can be looked up in a table with its reason.',
      zh: '每一个值守日都能在表中查到其原因。',
    },
  ],
  deadlineInDays: null,
}

const energy: DemoScenario = {
  id: 'sc_demofuel01',
  sector: 'energy',
  owner: 'pe_demowangru',
  daysAgo: 16,
  title: {
    en: 'Blend biomass to a target heat value',
    zh: '按目标热值配比生物质燃料',
  },
  problem: {
    en: 'The supplier knows what a fuel is made of, our laboratory knows how hot it burns. A blend with a wanted heat value needs both, and we order by trial and error.',
    zh: '供应方知道燃料成分，我们化验室知道燃料热值。要配出目标热值的混合燃料两者缺一不可，目前只能反复试错下单。',
  },
  users: {
    en: 'Fuel buyers, plant chemists, the region’s energy planner.',
    zh: '燃料采购、电厂化验员、区域能源规划人员。',
  },
  value: {
    en: 'Fewer test burns, a steadier boiler, and a fair price by energy instead of weight.',
    zh: '减少试烧次数，锅炉运行更平稳，并可按热量而非重量公平计价。',
  },
  dataWanted: {
    en: 'Composition and measured heat value by sample; yearly generation by source for the share of renewables.',
    zh: '按样品的成分与实测热值；分来源年发电量，用于计算可再生能源占比。',
  },
  acceptance: [
    {
      en: 'On the 80 samples marked “testing”, the error (RMSE) of the predicted heat value is below 1.111 MJ/kg, which carbon alone reaches.',
      zh: '在标记为 testing 的 80 个样品上，热值预测的均方根误差低于仅用碳含量所达到的 1.111 MJ/kg。',
    },
    {
      en: 'A page that compares fuels by heat value, carbon and oxygen.',
      zh: '有一页可按热值、碳、氧含量比较各种燃料。',
    },
  ],
  deadlineInDays: 90,
}

const medical: DemoScenario = {
  id: 'sc_demobiop01',
  sector: 'medical',
  owner: 'pe_demohexian',
  daysAgo: 9,
  title: {
    en: 'Urgent biopsies first, without moving case rows',
    zh: '病例不出院，紧急穿刺优先',
  },
  problem: {
    en: 'Each hospital has too few cases to learn from. The measures of the worst cells lie with an image laboratory, the truth with a pathology centre. No case row may leave its owner.',
    zh: '单个医院病例太少，难以总结规律；最差细胞的测量值在图像实验室，确诊结果在病理中心；任何病例行都不得离开其持有方。',
  },
  users: {
    en: 'Physicians of both hospitals, the pathology centre that orders its queue, an ethics reviewer.',
    zh: '两院医生、负责排定队列的病理中心、伦理审查员。',
  },
  value: {
    en: 'Patients who should not wait are seen first, and the rule that orders them can be read by everyone.',
    zh: '不该等待的患者先得到诊断，排序规则人人可读。',
  },
  dataWanted: {
    en: 'Mean measures of both hospitals, worst-cell measures, pathology results, joined by case.',
    zh: '两院的均值测量、最差细胞测量、病理结果，按病例关联。',
  },
  acceptance: [
    {
      en: 'Accuracy, sensitivity and specificity, pooled and by hospital, no worse than 0.946, 0.929 and 0.955.',
      zh: '合并及分院给出准确率、灵敏度、特异度，且不低于 0.946、0.929、0.955。',
    },
    {
      en: 'No published group has fewer than 5 cases.',
      zh: '发布的任何分组不少于 5 例。',
    },
  ],
  deadlineInDays: 120,
}

const materials: DemoScenario = {
  id: 'sc_democem01x',
  sector: 'materials',
  owner: 'pe_demopriyar',
  daysAgo: 5,
  title: {
    en: 'As strong with less cement',
    zh: '强度不减，水泥更少',
  },
  problem: {
    en: 'Binder supplier, concrete producer and laboratory each hold one part of recipe and result. Nobody can search for a mix that is strong and low in cement.',
    zh: '胶凝材料商、搅拌站与实验室各持配方和结果的一部分，没有人能检索出强度高而水泥少的配合比。',
  },
  users: {
    en: 'Mix designers, binder sales engineers, buyers of low-carbon concrete.',
    zh: '配合比设计人员、胶凝材料技术销售、低碳混凝土采购方。',
  },
  value: {
    en: 'Half of the mixes that reach 40 MPa at 28 days use more than 321 kg of cement per cubic metre; the best uses 142. The difference is cost and carbon.',
    zh: '28 天达到 40 MPa 的配合比有一半每立方米水泥超过 321 千克，最低仅 142 千克；差距就是成本与碳排放。',
  },
  dataWanted: {
    en: 'Binder and aggregate by mix, strength tests by age.',
    zh: '各配合比的胶凝材料与骨料，按龄期的强度试验。',
  },
  acceptance: [
    {
      en: 'A search over all mixes tested at 28 days by least strength, sorted by cement.',
      zh: '可在全部 28 天试验的配合比中按最低强度检索，并按水泥用量排序。',
    },
    {
      en: 'The board shows that 138 of 416 mixes reach 40 MPa at 28 days.',
      zh: '看板显示 416 个配合比中有 138 个在 28 天达到 40 MPa。',
    },
  ],
  deadlineInDays: 75,
}

/** The scenarios posted in the demo space. */
export const demoScenarios: readonly DemoScenario[] = [logistics, city, energy, medical, materials]
