import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { checkNode } from './check-node.mjs'

checkNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
const { ensureBuilt } = await import('./ensure-built.mjs')
const { projectRoot } = await import('./project-root.mjs')

await ensureInstalled()
await ensureBuilt()
// In this very process, so that signals and exit codes are the server's own.
await import(pathToFileURL(join(projectRoot, 'dist', 'server', 'main.js')).href)
