export const scenarios = { title: '', postTitle: 'Post a scenario', editTitle: 'Edit the scenario' }
