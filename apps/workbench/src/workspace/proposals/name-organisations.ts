import type { Failure, LocalText } from '@weft/kernel'

interface Named {
  readonly id: string
  readonly name: LocalText
}

/** A refusal with the name of the organisation it is about, where it only has its identifier. */
export function nameOrganisations(
  failure: Failure,
  organisations: readonly Named[],
  say: (text: LocalText) => string,
): Failure {
  const { organisation } = failure.args
  const found = organisations.find(({ id }) => id === organisation)
  return found ? { ...failure, args: { ...failure.args, organisation: say(found.name) } } : failure
}
