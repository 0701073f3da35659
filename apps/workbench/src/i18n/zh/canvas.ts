import type { canvas as english } from '../en/canvas.ts'

/** The words of the canvas beyond its steps, in Simplified Chinese. */
export const canvas: typeof english = {
  insert: '在此插入步骤',
  add: {
    free: '添加步骤',
    after: '在此步骤之后添加',
    before: '在此步骤之前添加',
    edge: '在这条连接上插入步骤',
  },
}
