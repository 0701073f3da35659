/** Every page is this many grid columns wide. */
export const gridColumns = 12

/** The most an app may hold; a definition beyond them is refused when it is read. */
export const appLimits = {
  pages: 50,
  widgets: 400,
  columns: 500,
  gridRows: 2_000,
  widgetRows: 60,
  tableRows: 10_000,
  chartMarks: 5_000,
  titleLength: 300,
  summaryLength: 2_000,
  textLength: 20_000,
  nameLength: 300,
} as const
