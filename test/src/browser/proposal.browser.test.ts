import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { canvasStep, settings } from '../../support/pipeline-page.ts'
import { openVisitors, type Visitors } from '../../support/space-visitor.ts'
import { newFolder, startSpace, type SpaceProcess } from '../../support/start-space.ts'

const data = newFolder()
let space: SpaceProcess
let browser: Browser
let visitors: Visitors

beforeAll(async () => {
  ;[space, browser] = await Promise.all([startSpace({ WEFT_DATA: data.path }), openBrowser()])
  visitors = openVisitors(browser, space)
})
afterAll(async () => {
  await browser.close()
  await space.stop()
  data.remove()
})

const workspace = 'ws_demolate01'
const named = (title: string) => `${title}, Computed columns`
const [asItWas, proposed, meanwhile, improved] = [
  'Late by more than 15 minutes',
  'Late by more than 20 minutes',
  'Late by a quarter of an hour',
  'Late by more than 25 minutes',
]

interface SpaceCall {
  readonly method: string
  readonly path: string
  readonly body: object | null
}

function ask(page: Page, method: string, path: string, body: object | null = null) {
  return page.evaluate(
    async ({ method: how, path: to, body: sent }: SpaceCall) => {
      const answer = await fetch(`/api${to}`, {
        method: how,
        headers: { 'content-type': 'application/json' },
        ...(sent ? { body: JSON.stringify(sent) } : {}),
      })
      return (await answer.json()) as unknown
    },
    { method, path, body },
  )
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await canvasStep(page, named(from)).click()
  await settings(page).getByRole('textbox', { name: 'Title of the step' }).fill(to)
  await canvasStep(page, named(to)).waitFor()
  await page.getByRole('status').filter({ hasText: 'Saved' }).first().waitFor()
}

const standings = (page: Page) => page.getByRole('region', { name: 'Reviews' })
const banner = (page: Page) => page.getByRole('region', { name: 'Proposal', exact: true })

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve' }).click()
  await standings(page).getByText('approves', { exact: true }).waitFor()
}

test('[PROP-6] a commenter proposes, another organisation reviews, a conflict is decided, an edit voids the approval, and all see the merge live', async () => {
  const lin = await visitors.signIn('Lin Yue')
  const amara = await visitors.signIn('Amara Okafor')
  const jonas = await visitors.signIn('Jonas Weber')
  const role = { role: 'commenter' }
  await ask(lin, 'PUT', `/workspaces/${workspace}/organisations/clearsky-slots`, role)
  for (const page of [lin, jonas]) {
    await page.goto(`${space.url}/workspaces/${workspace}/pipeline`)
    await canvasStep(page, named(asItWas)).waitFor()
  }

  // Where a commenter would edit they are told what they can do instead.
  await canvasStep(jonas, named(asItWas)).click()
  await settings(jonas).getByRole('button', { name: 'Propose changes instead' }).click()
  const dialog = jonas.getByRole('dialog', { name: 'Propose changes' })
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Count from twenty minutes')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('The airports agreed on twenty.')
  await dialog.getByRole('checkbox', { name: /Cascade/ }).click()
  await dialog.getByRole('checkbox', { name: /Evergreen/ }).click()
  await dialog.getByRole('button', { name: 'Start editing' }).click()

  // The same editor over the fork; the workspace stays as it is.
  await banner(jonas).getByText('Nothing changed yet').waitFor()
  await rename(jonas, asItWas, proposed)
  await banner(jonas).getByText('1 change').waitFor()
  expect(await canvasStep(lin, named(asItWas)).count()).toBe(1)
  await lin.getByRole('link', { name: 'Proposals 1' }).waitFor()

  // The reviewer follows the inbox, sees the difference, and approves.
  await amara.goto(`${space.url}/inbox`)
  await amara.getByRole('link', { name: /Count from twenty minutes/ }).click()
  await amara.getByText('The airports agreed on twenty.').waitFor()
  await amara.getByText(new RegExp(proposed)).first().waitFor()
  await amara.getByRole('button', { name: 'Run the checks' }).click()
  await amara.getByText('No new problem.').waitFor()
  await approve(amara)

  // The same name is changed in the workspace: a conflict, and the approval is void.
  await rename(lin, asItWas, meanwhile)
  await amara.getByRole('region', { name: '1 conflict' }).waitFor()
  await standings(amara)
    .getByText(/no longer counts/)
    .waitFor()
  expect(await amara.getByRole('button', { name: 'Merge', exact: true }).isDisabled()).toBe(true)

  // Whoever proposed it decides, side by side.
  await banner(jonas).getByRole('link', { name: 'Review' }).click()
  const conflict = jonas.getByRole('region', { name: '1 conflict' })
  for (const side of [asItWas, proposed, meanwhile])
    await conflict.getByText(side).first().waitFor()
  await conflict.getByRole('button', { name: 'Take the proposal’s' }).click()
  await conflict.getByText('Chosen').waitFor()

  // Decided so, the content is the very one that was approved, and the approval counts again.
  await standings(amara).getByText('approves', { exact: true }).waitFor()

  // An edit voids it for good: nobody approves what they have not looked at; what changed is shown.
  await jonas.getByRole('link', { name: 'Edit', exact: true }).click()
  await rename(jonas, proposed, improved)
  await standings(amara)
    .getByText(/no longer counts/)
    .waitFor()
  expect(await amara.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true)
  await amara.getByRole('button', { name: 'Show what changed' }).click()
  await amara.getByRole('button', { name: 'I have looked' }).click()
  await approve(amara)

  // Merged: everybody sees it where they are.
  await amara.getByRole('button', { name: 'Merge', exact: true }).click()
  await amara.getByRole('button', { name: 'Merge now' }).click()
  await canvasStep(lin, named(improved)).waitFor()
  await banner(jonas).getByText('It was merged').waitFor()
  await amara.getByText(/merged by Amara Okafor/).waitFor()
  const versions = (await ask(lin, 'GET', `/workspaces/${workspace}/versions`)) as {
    kind: string
    title: { en?: string }
    changes: { by: { name: { en?: string } } | null }[]
  }[]
  expect(versions[0]).toMatchObject({
    kind: 'merged',
    title: { en: 'Count from twenty minutes' },
    changes: [{ by: { name: { en: 'Jonas Weber' } } }],
  })
  expect(visitors.errors).toEqual([])
})
