/**
 * Gives the focus to something that is drawn only some frames later, and stops as soon as it has it, is wanted no
 * more, or the person has gone elsewhere meanwhile.
 */
export function focusDrawn(
  find: () => HTMLElement | null | undefined,
  isWanted: () => boolean,
  framesLeft = 300,
): void {
  const start = document.activeElement
  const attempt = (left: number): void => {
    const { activeElement } = document
    const hasStayed = activeElement === start || activeElement === document.body
    if (!isWanted() || !hasStayed) return
    const element = find()
    element?.focus({ preventScroll: true })
    if ((element && document.activeElement === element) || left <= 0) return
    requestAnimationFrame(() => {
      attempt(left - 1)
    })
  }
  attempt(framesLeft)
}
