import { checkNode } from './check-node.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'

checkNode()
await ensureInstalled()
await ensureBuilt()
