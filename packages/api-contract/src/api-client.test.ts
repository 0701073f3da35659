import { failures, openApiClient } from './index.ts'
import { describe, expect, test } from 'vitest'

interface Sent {
  url: string
  init: RequestInit | undefined
}

function clientAnswering(answer: () => Response) {
  const sent: Sent[] = []
  const client = openApiClient({
    baseUrl: 'http://space.test',
    fetch: async (input, init) => {
      sent.push({ url: input as string, init })
      return Promise.resolve(answer())
    },
  })
  return { client, sent }
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

describe('the API client', () => {
  test('puts parameters, query and body where the route wants them', async () => {
    const { client, sent } = clientAnswering(() => json([]))
    await client.searchStore({ query: { words: 'a b', sort: 'new' } })
    await client.readOrganisation({ params: { organisation: 'a/b?c' } })
    await client.signIn({ body: { email: 'a@b.example', password: 'x' } })
    expect(sent.map(({ url }) => url)).toEqual([
      'http://space.test/api/store?words=a+b&sort=new',
      'http://space.test/api/organisations/a%2Fb%3Fc',
      'http://space.test/api/session',
    ])
    expect(sent[2]?.init).toMatchObject({
      method: 'POST',
      body: '{"email":"a@b.example","password":"x"}',
    })
  })

  test('gives the parsed answer', async () => {
    const { client } = clientAnswering(() => json({ done: true, more: 1 }))
    expect(await client.signOut()).toEqual({ ok: true, value: { done: true } })
  })

  test('gives a refusal of the server with its words', async () => {
    const body = { code: 'set-up.done', args: { a: 1 }, message: { en: 'x', zh: 'y' } }
    const { client } = clientAnswering(() => json(body, 409))
    expect(await client.signOut()).toEqual({
      ok: false,
      failure: { code: 'set-up.done', args: { a: 1 } },
    })
  })

  test('gives bytes as they are', async () => {
    const { client } = clientAnswering(() => new Response(new Uint8Array([1, 2])))
    const answer = await client.readSample({ params: { dataset: 'a.bc' } })
    expect(answer).toEqual({ ok: true, value: new Uint8Array([1, 2]) })
  })

  test('refuses when the network is gone or the answer is not of this contract', async () => {
    const gone = openApiClient({
      baseUrl: '',
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    })
    expect(await gone.readMe()).toMatchObject({ failure: { code: 'network.unreachable' } })
    for (const answer of [
      () => json({ other: 1 }),
      () => new Response('<html>'),
      () => new Response('<html>', { status: 502 }),
    ]) {
      const { client } = clientAnswering(answer)
      expect(await client.readMe()).toMatchObject({ failure: { code: 'network.unreadable' } })
    }
  })
})

describe('the failure catalogue', () => {
  test.each(Object.entries(failures))(
    'says %s in both languages with the same words',
    (_, entry) => {
      const words = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
      expect(words(entry.zh)).toEqual(words(entry.en))
      expect(entry.en).not.toBe('')
      expect(entry.status).toBeGreaterThanOrEqual(400)
    },
  )
})
