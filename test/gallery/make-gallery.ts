import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { newFolder, startSpace } from '../support/start-space.ts'
import { openBrowser } from '../support/open-browser.ts'

/**
 * `pnpm gallery [folder] [words]`: takes a picture of every screen of the demo space, in both languages and themes and two
 * sizes, for the documentation and for a critical look. `words` keeps only screens whose name has them.
 */
const target = process.argv[2] ?? 'dist/gallery'
const wanted = process.argv[3] ?? ''
const looks = [
  { name: 'en-light-1280', locale: 'en-GB', colorScheme: 'light', width: 1280, height: 800 },
  { name: 'zh-dark-1920', locale: 'zh-CN', colorScheme: 'dark', width: 1920, height: 1080 },
] as const

interface Entry {
  readonly id?: string
  readonly app?: string
  readonly latest?: { readonly id: string }
  readonly role?: string
  readonly organisation?: { readonly id: string }
}

const data = newFolder()
const space = await startSpace({ WEFT_DATA: data.path })
const browser = await openBrowser()

async function read(context: BrowserContext, path: string): Promise<readonly Entry[]> {
  return (await (await context.request.get(`${space.url}/api${path}`)).json()) as readonly Entry[]
}

/** Every screen by name, with its address as the signed-in person sees it. */
async function screens(context: BrowserContext): Promise<Record<string, string>> {
  const [scenarios, datasets, workspaces, store, organisations] = await Promise.all(
    ['/scenarios', '/datasets', '/workspaces', '/store', '/organisations'].map((path) =>
      read(context, path),
    ),
  )
  const first = (list: readonly Entry[] | undefined): string => list?.[0]?.id ?? 'none'
  const workspace = `/workspaces/${first(workspaces)}`
  return {
    home: '/',
    scenarios: '/scenarios',
    scenario: `/scenarios/${first(scenarios)}`,
    'scenario-new': '/scenarios/new',
    catalogue: '/datasets',
    dataset: `/datasets/${first(datasets)}`,
    'dataset-new': '/datasets/new',
    workspaces: '/workspaces',
    pipeline: `${workspace}/pipeline`,
    app: `${workspace}/app`,
    feedback: `${workspace}/feedback`,
    releases: `${workspace}/releases`,
    store: '/store',
    'app-page': `/store/${store?.[0]?.app ?? 'none'}`,
    run: `/run/${store?.[0]?.latest?.id ?? 'none'}`,
    organisations: '/organisations',
    organisation: `/organisations/${first(organisations)}`,
    inbox: '/inbox',
    'not-found': '/nowhere',
  }
}

try {
  mkdirSync(target, { recursive: true })
  for (const look of looks) {
    const context = await browser.newContext({
      locale: look.locale,
      colorScheme: look.colorScheme,
      viewport: { width: look.width, height: look.height },
    })
    const page = await context.newPage()
    const shoot = async (name: string, path: string): Promise<void> => {
      if (!name.includes(wanted)) return
      await page.goto(space.url + path)
      await page.waitForTimeout(/pipeline|^app$|run/.test(name) ? 7000 : 1200)
      await page.screenshot({ path: join(target, `${name}.${look.name}.png`) })
    }
    await shoot('visitor', '/')
    await shoot('sign-in', '/sign-in')
    const people = await read(context, '/demo/people')
    const developer = people.find(({ role }) => role === 'developer')?.id ?? 'none'
    await context.request.post(`${space.url}/api/demo/session`, {
      data: { person: developer },
      headers: { origin: space.url },
    })
    for (const [name, path] of Object.entries(await screens(context))) await shoot(name, path)
    await context.close()
  }
} finally {
  await browser.close()
  await space.stop()
  data.remove()
}
