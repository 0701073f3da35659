/** Thrown inside tracing where a statement says something that is not followed; its columns then count as made of every input column. */
export class UnclearSql extends Error {}
