export const inbox = { title: '' }
