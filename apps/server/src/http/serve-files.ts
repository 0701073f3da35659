import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const day = 24 * 60 * 60 * 1000

async function serveFolder(server: FastifyInstance, root: string, prefix: string): Promise<void> {
  await server.register(fastifyStatic, {
    root,
    prefix,
    decorateReply: prefix === '/',
    preCompressed: true,
    wildcard: true,
    index: 'index.html',
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Files below assets/ carry a hash of their content in the name.
      const lasting = /[\\/]assets[\\/]/.test(path)
      const value = lasting ? `public, max-age=${365 * (day / 1000)}, immutable` : 'no-cache'
      reply.setHeader('cache-control', value)
    },
  })
}

function wantsPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? ''
  const reads = request.method === 'GET' || request.method === 'HEAD'
  return reads && !/^\/(?:api|player|sync|assets)(?:\/|$)/.test(path) && !/\.\w{1,8}$/.test(path)
}

/** Serves the built workbench and player; gives the page for every address that is the workbench's own. */
export async function serveFiles(
  server: FastifyInstance,
  distFolder: string | null,
): Promise<(request: FastifyRequest, reply: FastifyReply) => FastifyReply | null> {
  const workbench = distFolder === null ? null : join(distFolder, 'workbench')
  const player = distFolder === null ? null : join(distFolder, 'player')
  const hasWorkbench = workbench !== null && existsSync(workbench)
  if (hasWorkbench) await serveFolder(server, workbench, '/')
  if (hasWorkbench && player !== null && existsSync(player)) {
    await serveFolder(server, player, '/player/')
  }
  return (request, reply) =>
    hasWorkbench && wantsPage(request) ? reply.code(200).sendFile('index.html') : null
}
