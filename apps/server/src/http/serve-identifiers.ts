import { refuse } from '@weft/kernel'
import type { FastifyInstance } from 'fastify'
import type { Store } from '../store/store.ts'
import { sendRefusal } from './refusal.ts'

interface Params {
  Params: { dataset: string }
}

async function describe(store: Store, id: string) {
  const row = await store
    .selectFrom('dataset')
    .innerJoin('organisation', 'organisation.id', 'dataset.owner')
    .select([
      'dataset.title',
      'dataset.description',
      'dataset.licence',
      'dataset.digest',
      'dataset.columns',
      'dataset.registered_at',
      'organisation.names as publisher',
    ])
    .where('dataset.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': `/id/dataset/${id}`,
    identifier: id,
    name: row.title,
    description: row.description,
    license: row.licence.spdx,
    creditText: row.licence.attribution,
    publisher: { '@type': 'Organization', name: row.publisher },
    datePublished: row.registered_at.toISOString(),
    version: row.digest,
    variableMeasured: row.columns.map(({ name, description }) => ({
      '@type': 'PropertyValue',
      name,
      description,
    })),
  }
}

/** Persistent identifiers of datasets: a page for people, a description for machines that ask for JSON. */
export function serveIdentifiers(server: FastifyInstance, store: Store): void {
  server.get<Params>('/id/dataset/:dataset', { schema: { hide: true } }, async (request, reply) => {
    const id = request.params.dataset
    const found = await describe(store, id)
    if (!found) return sendRefusal(reply, refuse('dataset.not-found', { dataset: id }).failure)
    reply.header('vary', 'accept')
    if (/\bapplication\/(?:ld\+)?json\b/.test(request.headers.accept ?? '')) {
      return reply.type('application/ld+json').send(JSON.stringify(found))
    }
    return reply.redirect(`/datasets/${encodeURIComponent(id)}`, 303)
  })
}
