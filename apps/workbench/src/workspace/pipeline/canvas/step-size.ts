/** Width of a step on the canvas, in canvas units. */
export const stepWidth = 184

/** Height of a step on the canvas, in canvas units. */
export const stepHeight = 60

/** The distance kept between steps that are placed automatically. */
export const stepGap = { x: 56, y: 36 } as const

/** The grid that steps snap to. */
export const snapGrid: [number, number] = [8, 8]
