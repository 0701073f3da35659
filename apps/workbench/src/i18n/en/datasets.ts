export const datasets = { title: '' }
