export const home = { title: '' }
