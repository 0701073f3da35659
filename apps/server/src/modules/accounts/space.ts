import type { LocalText } from '@weft/kernel'
import type { Reader } from '../../store/store.ts'

/** What this installation is. */
export interface Space {
  readonly title: LocalText
  readonly demo: boolean
  readonly needsSetUp: boolean
}

/** Reads what this installation is. */
export async function readSpace(reader: Reader): Promise<Space> {
  const row = await reader.selectFrom('space').selectAll().executeTakeFirstOrThrow()
  return { title: row.title, demo: row.demo, needsSetUp: !row.demo && row.set_up_at === null }
}

/** Makes the space's one row at its very first start: a demo space, or one that waits for its set-up code. */
export async function foundSpace(
  reader: Reader,
  settings: { readonly demo: boolean; readonly newCode: () => string },
): Promise<{ readonly demo: boolean; readonly setUpCode: string | null }> {
  const title = settings.demo
    ? { en: 'Demo space', zh: '演示空间' }
    : { en: 'Weft space', zh: '经纬数据空间' }
  await reader
    .insertInto('space')
    .values({
      id: 1,
      title: JSON.stringify(title),
      demo: settings.demo,
      set_up_code: settings.demo ? null : settings.newCode(),
      set_up_at: null,
      seeded_at: null,
      secret_mark: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // WEFT_DEMO=off on a demo folder closes one-click sign-in; it does not take the content away.
  if (!settings.demo) {
    await reader.updateTable('space').set({ demo: false }).where('demo', '=', true).execute()
  }
  const space = await reader.selectFrom('space').selectAll().executeTakeFirstOrThrow()
  const needsCode = !space.demo && space.set_up_at === null
  if (needsCode && space.set_up_code === null) {
    const code = settings.newCode()
    await reader.updateTable('space').set({ set_up_code: code }).execute()
    return { demo: false, setUpCode: code }
  }
  return { demo: space.demo, setUpCode: needsCode ? space.set_up_code : null }
}
