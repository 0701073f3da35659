export const organisations = { title: '' }
