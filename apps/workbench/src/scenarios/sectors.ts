/** The sectors of scenarios and datasets, in the order they are offered. */
export const sectors = ['logistics', 'energy', 'medical', 'materials', 'city', 'other'] as const
