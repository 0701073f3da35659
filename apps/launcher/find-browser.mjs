import { existsSync } from 'node:fs'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The first of these paths, or of the usual places, where a Chromium is installed. */
export function findBrowser(candidates = []) {
  return [process.env.WEFT_CHROMIUM, ...usualPlaces, ...candidates].find(
    (path) => path && existsSync(path),
  )
}
