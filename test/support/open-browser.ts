import { chromium, type Browser } from 'playwright-core'
import { findBrowser } from '../../apps/launcher/find-browser.mjs'

/** Starts a headless Chromium that keeps to this machine; close it when done. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser([chromium.executablePath()])
  if (executablePath === undefined) {
    throw new Error(
      'No Chromium was found. Run "npm test", which installs one, or name one with WEFT_CHROMIUM.',
    )
  }
  return chromium.launch({
    executablePath,
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
