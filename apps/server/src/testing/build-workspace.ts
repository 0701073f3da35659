import type { TestSpace } from './open-test-space.ts'

/** Starts a workspace of Ann's and Bob's organisations from a new scenario; gives its identifier. */
export async function startWorkspace(space: TestSpace): Promise<string> {
  const posted = await space.call('uwe@og_users00002', 'POST', '/scenarios', {
    sector: 'city',
    title: { en: 'A need' },
    problem: { en: 'A problem' },
    users: {},
    value: {},
    dataWanted: {},
    acceptance: [],
    deadline: null,
  })
  if (posted.status !== 200) throw new Error(JSON.stringify(posted.body))
  const started = await space.call('ann@og_build00001', 'POST', '/workspaces', {
    scenario: posted.body.id,
    title: { en: 'Together' },
    invite: ['og_build00002'],
  })
  if (started.status !== 200) throw new Error(JSON.stringify(started.body))
  const id = String(started.body.id)
  await space.call('bob@og_build00002', 'POST', `/workspaces/${id}/joining`)
  return id
}

/** Builds the smallest whole product: the dataset grouped by an SQL step, an output and a table. */
export function buildProduct(space: TestSpace, workspace: string): Promise<void> {
  return space.edit(workspace, (document) => {
    const { edit } = document
    const position = { x: 0, y: 0 }
    const source = edit.addStep({ kind: 'dataset', position, settings: { dataset: 'test.table' } })
    const statement = 'SELECT k, sum(v)::BIGINT AS total FROM input_1 GROUP BY k ORDER BY k'
    const sql = edit.addStep({ kind: 'sql', position, settings: { sql: statement } })
    const output = edit.addStep({ kind: 'output', position, settings: { name: 'totals' } })
    edit.connect({ from: source, to: sql, port: 'in' })
    edit.connect({ from: sql, to: output, port: 'in' })
    const page = document.read().app.pages[0]?.id
    if (!page) throw new Error('The app has no page')
    edit.addWidget({ page, kind: 'table', place: { x: 0, y: 0 }, settings: { output: 'totals' } })
  })
}
