const arrows: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'])

/** What the choices of a radio group listen to. */
export interface ArrowChoice {
  keydown(event: KeyboardEvent): void
  focus(value: string): void
}

/**
 * Takes the choice an arrow key moves to. The radio group only takes it when the key is still down a moment after
 * the focus came, so that a quick tap on a busy page would move the focus and choose nothing.
 */
export function useArrowChoice(choose: (value: string) => void): ArrowChoice {
  let isMoving = false
  return {
    keydown: ({ key }) => {
      isMoving = arrows.has(key)
    },
    focus: (value) => {
      if (isMoving) choose(value)
      isMoving = false
    },
  }
}
