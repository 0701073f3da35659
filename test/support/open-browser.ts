import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a Chromium for tests: `WEFT_CHROMIUM`, one installed on the machine, or Playwright's own download. */
export function findChromium(): string {
  const named = process.env['WEFT_CHROMIUM']
  const found = [named, ...installed, chromium.executablePath()].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  )
  if (found === undefined) {
    throw new Error(
      'No Chromium was found. Run "npm test", which installs one, or name one with WEFT_CHROMIUM.',
    )
  }
  return found
}

/** Starts a headless Chromium that keeps to this machine; close it when done. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
