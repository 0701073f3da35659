export { default as ResultGrid } from './ResultGrid.vue'
export { default as ColumnProfile } from './ColumnProfile.vue'
export { pagedRows, type GridRows } from './grid-rows.ts'
