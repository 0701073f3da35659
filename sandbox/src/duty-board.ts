import { demoApp, demoPipeline, demoStep, demoWidget, itemId } from './build-content.ts'

const cityColumn = (name: string, text: string) => ({
  columns: [{ id: itemId(name), name: 'city', expression: `'${text}'` }],
})

/** Two cities' weather as one table of days, with the reason why a day is a duty day. */
export const dutyPipeline = demoPipeline(
  'pl_demoduty01',
  { en: 'Duty days of two cities', zh: '两城值守日' },
  [
    demoStep(
      'harbour',
      'dataset',
      { en: 'Harbour City weather', zh: '港城气象' },
      { dataset: 'city.harbour_city_weather' },
      [0, 0],
    ),
    demoStep(
      'bay',
      'dataset',
      { en: 'Bay City weather', zh: '湾城气象' },
      { dataset: 'city.bay_city_weather' },
      [0, 180],
    ),
    demoStep(
      'harbourc',
      'compute',
      { en: 'Name the city: Harbour', zh: '标注城市：港城' },
      cityColumn('harbourc', 'Harbour City 港城'),
      [280, 0],
      [['harbour', 'in']],
    ),
    demoStep(
      'bayc',
      'compute',
      { en: 'Name the city: Bay', zh: '标注城市：湾城' },
      cityColumn('bayc', 'Bay City 湾城'),
      [280, 180],
      [['bay', 'in']],
    ),
    demoStep(
      'both',
      'union',
      { en: 'Both cities', zh: '两城合并' },
      { match: 'name', distinct: false },
      [560, 90],
      [
        ['harbourc', 'in'],
        ['bayc', 'in'],
      ],
    ),
    demoStep(
      'reasons',
      'compute',
      { en: 'Frost, heavy rain, duty', zh: '判定霜冻、大雨与值守' },
      {
        columns: [
          { id: itemId('year'), name: 'year', expression: 'year(obs_date)' },
          { id: itemId('month'), name: 'month', expression: 'month(obs_date)' },
          { id: itemId('frost'), name: 'frost', expression: 'if(temp_min_c <= 0, 1, 0)' },
          { id: itemId('rain'), name: 'heavy_rain', expression: 'if(precip_mm >= 10, 1, 0)' },
          {
            id: itemId('duty'),
            name: 'duty',
            expression: 'if(temp_min_c <= 0 or precip_mm >= 10, 1, 0)',
          },
          {
            id: itemId('reason'),
            name: 'reason',
            expression:
              "case when temp_min_c <= 0 and precip_mm >= 10 then 'frost + rain 霜冻+大雨' when temp_min_c <= 0 then 'frost 霜冻' when precip_mm >= 10 then 'heavy rain 大雨' else 'none 无' end",
          },
        ],
      },
      [840, 90],
      [['both', 'in']],
    ),
    demoStep(
      'daysout',
      'output',
      { en: 'All days', zh: '全部日期' },
      { name: 'days' },
      [1120, 0],
      [['reasons', 'in']],
    ),
    demoStep(
      'onlyduty',
      'filter',
      { en: 'Only duty days', zh: '仅保留值守日' },
      {
        match: 'all',
        conditions: [{ id: itemId('isduty'), column: 'duty', operator: 'equals', value: '1' }],
        expression: '',
      },
      [1120, 180],
      [['reasons', 'in']],
    ),
    demoStep(
      'newest',
      'sort',
      { en: 'Newest first', zh: '按日期倒序' },
      {
        keys: [
          { id: itemId('bydate'), column: 'obs_date', direction: 'descending' },
          { id: itemId('bycity'), column: 'city', direction: 'ascending' },
        ],
        limit: null,
      },
      [1400, 180],
      [['onlyduty', 'in']],
    ),
    demoStep(
      'dutyout',
      'output',
      { en: 'Duty days', zh: '值守日' },
      { name: 'duty_days' },
      [1680, 180],
      [['newest', 'in']],
    ),
  ],
)

const page = 'pg_demoduty01' as const
const plain = { style: 'plain', decimals: 0, unit: '' } as const
const sumOf = (column: string) => ({ function: 'sum', column }) as const

/** The app that is in the store: figures, charts, a table and two filters. */
export const dutyApp = demoApp(
  { en: 'Duty board of two cities', zh: '两城值守看板' },
  {
    en: 'When frost or heavy rain calls out the crews of Harbour City and Bay City, and when one of them could be lent.',
    zh: '港城与湾城何时因霜冻或大雨需要出动队伍，何时可以互借。',
  },
  [{ id: page, title: { en: 'Duty board', zh: '值守看板' }, order: 'a0' }],
  [
    demoWidget('intro', 'text', page, {}, [0, 0, 6, 2], {
      text: {
        en: 'A **duty day** has a lowest temperature of 0 °C or less, or 10 mm of rain or more. Choose 2015 to see the 49 and 99 days the two cities counted.',
        zh: '**值守日**：最低气温不高于 0 °C，或日降水不少于 10 毫米。选择 2015 年可见两城各自的 49 天与 99 天。',
      },
    }),
    demoWidget('fcity', 'select-filter', page, { en: 'City', zh: '城市' }, [6, 0, 3, 2], {
      output: 'days',
      column: 'city',
      multiple: true,
    }),
    demoWidget('fdate', 'date-filter', page, { en: 'Days', zh: '日期' }, [9, 0, 3, 2], {
      output: 'days',
      column: 'obs_date',
    }),
    demoWidget('kduty', 'kpi', page, { en: 'Duty days', zh: '值守日' }, [0, 2, 3, 3], {
      output: 'days',
      measure: sumOf('duty'),
      format: { ...plain, unit: 'd' },
    }),
    demoWidget('kfrost', 'kpi', page, { en: 'Frost days', zh: '霜冻日' }, [3, 2, 3, 3], {
      output: 'days',
      measure: sumOf('frost'),
      format: { ...plain, unit: 'd' },
    }),
    demoWidget('krain', 'kpi', page, { en: 'Heavy rain days', zh: '大雨日' }, [6, 2, 3, 3], {
      output: 'days',
      measure: sumOf('heavy_rain'),
      format: { ...plain, unit: 'd' },
    }),
    demoWidget('kshare', 'kpi', page, { en: 'Share of all days', zh: '占全部日期' }, [9, 2, 3, 3], {
      output: 'days',
      measure: { function: 'average', column: 'duty' },
      format: { style: 'percent', decimals: 1, unit: '' },
    }),
    demoWidget(
      'cmonth',
      'chart',
      page,
      { en: 'Duty days by month', zh: '各月值守日' },
      [0, 5, 6, 7],
      {
        output: 'days',
        mark: 'bar',
        x: 'month',
        measure: sumOf('duty'),
        series: 'city',
        sort: 'x',
        limit: 12,
        format: plain,
      },
    ),
    demoWidget(
      'ctemp',
      'chart',
      page,
      { en: 'Average lowest temperature by month', zh: '各月平均最低气温' },
      [6, 5, 6, 7],
      {
        output: 'days',
        mark: 'line',
        x: 'month',
        measure: { function: 'average', column: 'temp_min_c' },
        series: 'city',
        sort: 'x',
        limit: 12,
        format: { style: 'plain', decimals: 1, unit: '°C' },
      },
    ),
    demoWidget(
      'creason',
      'chart',
      page,
      { en: 'Why crews were called', zh: '出动原因' },
      [0, 12, 4, 8],
      {
        output: 'duty_days',
        mark: 'bar',
        x: 'reason',
        measure: { function: 'count', column: null },
        series: null,
        sort: 'value-descending',
        limit: 10,
        format: plain,
      },
    ),
    demoWidget('tdays', 'table', page, { en: 'Duty days', zh: '值守日明细' }, [4, 12, 8, 8], {
      output: 'duty_days',
      columns: ['obs_date', 'city', 'reason', 'temp_min_c', 'precip_mm', 'wind_ms'],
      sort: { column: 'obs_date', direction: 'descending' },
      limit: 500,
    }),
  ],
)
