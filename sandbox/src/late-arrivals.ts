import { demoApp, demoPipeline, demoStep, demoWidget, itemId } from './build-content.ts'

/** Half done: flights joined with routes and airports, grouped by airport; the chart is still to be made. */
export const latePipeline = demoPipeline(
  'pl_demolate01',
  { en: 'Late arrivals by airport', zh: '各机场晚到情况' },
  [
    demoStep(
      'flights',
      'dataset',
      { en: 'Flights', zh: '航班' },
      { dataset: 'logistics.flights' },
      [0, 0],
    ),
    demoStep(
      'routes',
      'dataset',
      { en: 'Routes', zh: '航线' },
      { dataset: 'logistics.routes' },
      [0, 104],
    ),
    demoStep(
      'airports',
      'dataset',
      { en: 'Airports', zh: '机场' },
      { dataset: 'logistics.airports' },
      [0, 208],
    ),
    demoStep(
      'withroute',
      'join',
      { en: 'Add how busy the route is', zh: '关联航线繁忙程度' },
      {
        kind: 'left',
        keys: [
          { id: itemId('korigin'), left: 'origin', right: 'origin' },
          { id: itemId('kdest'), left: 'destination', right: 'destination' },
        ],
        suffix: '_route',
      },
      [232, 48],
      [
        ['flights', 'left'],
        ['routes', 'right'],
      ],
    ),
    demoStep(
      'late',
      'compute',
      { en: 'Late by more than 15 minutes', zh: '晚到超过 15 分钟' },
      {
        columns: [
          { id: itemId('late'), name: 'late', expression: 'if(arr_delay_min > 15, 1, 0)' },
          { id: itemId('hour'), name: 'hour', expression: 'hour(dep_local)' },
        ],
      },
      [464, 48],
      [['withroute', 'in']],
    ),
    demoStep(
      'withair',
      'join',
      { en: 'Add the origin airport', zh: '关联出发机场' },
      {
        kind: 'left',
        keys: [{ id: itemId('kiata'), left: 'origin', right: 'iata' }],
        suffix: '_airport',
      },
      [696, 128],
      [
        ['late', 'left'],
        ['airports', 'right'],
      ],
    ),
    demoStep(
      'byair',
      'group',
      { en: 'By origin airport', zh: '按出发机场汇总' },
      {
        by: [
          { id: itemId('gorigin'), column: 'origin' },
          { id: itemId('gname'), column: 'name' },
          { id: itemId('gstate'), column: 'state' },
        ],
        aggregates: [
          { id: itemId('aflights'), function: 'count', column: null, name: 'flights' },
          { id: itemId('ashare'), function: 'average', column: 'late', name: 'late_share' },
          {
            id: itemId('adelay'),
            function: 'median',
            column: 'arr_delay_min',
            name: 'median_delay',
          },
        ],
      },
      [928, 128],
      [['withair', 'in']],
    ),
    demoStep(
      'lateout',
      'output',
      { en: 'Airports', zh: '机场' },
      { name: 'airports' },
      [1160, 128],
      [['byair', 'in']],
    ),
  ],
)

const page = 'pg_demolate01' as const

/** Half done: a table and one figure; filter and chart are left for the visitor. */
export const lateApp = demoApp(
  { en: 'Late arrivals', zh: '航线晚到' },
  {
    en: 'Where flights leave that arrive late, from 20,000 flights of early 2001.',
    zh: '基于 2001 年初 2 万个航班，看晚到的航班从哪里出发。',
  },
  [{ id: page, title: { en: 'Airports', zh: '机场' }, order: 'a0' }],
  [
    demoWidget('lintro', 'text', page, {}, [0, 0, 9, 2], {
      text: {
        en: 'Still to do: leave out airports with fewer than 50 flights, add a filter by state and a chart of the ten latest.',
        zh: '待完成：去掉航班少于 50 个的机场，添加按州筛选，并画出晚到最多的十个机场。',
      },
    }),
    demoWidget('lkpi', 'kpi', page, { en: 'Flights', zh: '航班数' }, [9, 0, 3, 3], {
      output: 'airports',
      measure: { function: 'sum', column: 'flights' },
      format: { style: 'plain', decimals: 0, unit: '' },
    }),
    demoWidget('ltable', 'table', page, { en: 'Airports', zh: '机场明细' }, [0, 3, 12, 8], {
      output: 'airports',
      columns: ['origin', 'name', 'state', 'flights', 'late_share', 'median_delay'],
      sort: { column: 'flights', direction: 'descending' },
      limit: 500,
    }),
  ],
)
