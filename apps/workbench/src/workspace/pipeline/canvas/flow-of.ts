import type { Pipeline, StepId } from '@weft/pipeline-model'

/** These steps with everything they are made of (left), or everything made of them (right). */
export function flowOf(
  { edges }: Pick<Pipeline, 'edges'>,
  steps: readonly StepId[],
  direction: 'left' | 'right',
): readonly StepId[] {
  const found = new Set(steps)
  const queue = [...steps]
  for (let at = queue.pop(); at; at = queue.pop()) {
    for (const { from, to } of edges) {
      const [here, there] = direction === 'left' ? [to, from] : [from, to]
      if (here !== at || found.has(there)) continue
      found.add(there)
      queue.push(there)
    }
  }
  return [...found]
}
