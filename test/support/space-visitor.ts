import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

/** People of the demo space as tests open their browsers: each in a context of their own. */
export interface Visitors {
  /** The page of a person who has just signed in; what goes wrong in it is kept in `errors`. */
  signIn(person: string, look?: BrowserContextOptions): Promise<Page>
  /** Errors thrown in any page so far. */
  readonly errors: readonly string[]
}

const waitMs = 20_000

/** Lets people of a running demo space in; contexts close with the browser. */
export function openVisitors(browser: Browser, space: { readonly url: string }): Visitors {
  const errors: string[] = []
  return {
    errors,
    signIn: async (person, look = {}) => {
      const context = await browser.newContext({
        locale: 'en-GB',
        viewport: { width: 1440, height: 900 },
        ...look,
      })
      context.setDefaultTimeout(waitMs)
      const page = await context.newPage()
      page.on('pageerror', (error) => errors.push(`${person}: ${error.message}`))
      await page.goto(`${space.url}/sign-in`)
      await page.getByRole('button', { name: new RegExp(person) }).click()
      await page.waitForURL((url) => url.pathname !== '/sign-in')
      return page
    },
  }
}

/** Chooses an option of a select or a combobox. */
export async function choose(control: Locator, option: string | RegExp): Promise<void> {
  // While a list is open, what lies behind it is hidden from assistive technology and from this test.
  const isTyped = (await control.evaluate((box) => box.tagName)) === 'INPUT'
  await control.click()
  if (isTyped && typeof option === 'string') await control.fill(option)
  await control.page().getByRole('option', { name: option }).first().click()
}
