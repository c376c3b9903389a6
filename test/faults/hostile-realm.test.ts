import type { FeedClient } from '@ai-feed/core'
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { withChange } from '../../packages/core/dist/post-change.js'
import { writeJson } from '../../packages/core/dist/platform/write-json.js'
import { openClient, type StubbedClient } from '../support/wire-client.ts'
import { until } from '../support/until.ts'
import { makePost } from '../support/wire-shapes.ts'

/** Every name of an option, of the wire's requests, of fetch's init and of what a client stores. */
const names = [
  ...['server', 'site', 'getToken', 'storage', 'fetch'],
  ...['pageSize', 'incoming', 'around', 'firstPage', 'limit', 'cursor', 'after', 'next', 'order'],
  ...['signal', 'onProgress', 'mode', 'everywhere', 'post', 'isNew', 'isFresh'],
  ...['prompt', 'size', 'count', 'n', 'remixOf', 'reference'],
  ...['text', 'pictures', 'file', 'mediaId', 'alt', 'commentOn', 'quoteOf', 'topic', 'visibility'],
  ...['commentPolicy', 'remixPolicy', 'aiPreferences', 'json', 'path', 'sendBy', 'authorization', 'readsRefusals'],
  ...['method', 'headers', 'body', 'credentials', 'cache', 'redirect', 'referrer', 'referrerPolicy', 'integrity'],
  ...['keepalive', 'priority', 'duplex', 'timeoutMs', 'tokens', 'refreshToken', 'accessToken', 'viewer'],
]

interface Sent {
  readonly route: string
  readonly init: Readonly<Record<string, unknown>>
}

describe('a page that puts things into Object.prototype', () => {
  let opened: StubbedClient
  let sent: Sent[]
  const prototype = Object.prototype as unknown as Record<string, unknown>

  /** Does what the public interface offers without an option that may be left out. */
  async function askEverything(client: FeedClient): Promise<void> {
    await client.feed('explore').refresh()
    await client.feed('explore').loadMore()
    for await (const _ of client.feed('explore').pages()) {
      // All there are, so that what leads from one to the next is read.
    }
    await client.loadMe()
    await client.loadUser('ben')
    await client.findUsers('b')
    await client.loadPost('one')
    await client.notifications.refresh()
    await client.notifications.loadMore()
    const made = await (await client.createPost({ text: 'Hello' })).done
    await (
      await client.editPost(made.id, { commentPolicy: 'nobody' })
    ).done
    await (
      await client.setLiked('one', true)
    ).done
    for await (const _ of client.generate({ prompt: 'fox' })) break
  }

  /** What fetch reads of an init, inherited or not, but for keys and proofs, which are new each time. */
  const fetchOf =
    (into: Sent[]): typeof fetch =>
    (input, init = {}) => {
      const { method, body, credentials, mode, cache, redirect, referrer, referrerPolicy, integrity, keepalive } = init
      const headers = [...new Headers(init.headers)].map(([name, value]) =>
        /dpop|authorization|key/.test(name) ? name : `${name}: ${value}`,
      )
      const url = new URL(input instanceof Request ? input.url : input)
      const kept = {
        method,
        credentials,
        mode,
        cache,
        redirect,
        referrer,
        referrerPolicy,
        integrity,
        keepalive,
        headers,
      }
      if (url.pathname !== '/v1/events')
        into.push({
          route: `${url.pathname}${url.search}`.replaceAll(/generations\/[^?]+/g, 'generations/…'),
          init: { ...kept, body: typeof body === 'string' ? body : undefined },
        })
      // What stands in for the server makes a Request of it, for which Node inherits once more.
      const stated = { credentials: 'omit', referrer: '', integrity: '', keepalive: false } as const
      return opened.stub.fetch(input, { __proto__: null, ...stated, ...init } as RequestInit)
    }

  beforeEach(() => {
    opened = openClient()
    opened.stub.addPost({ id: 'one' })
    sent = []
  })
  afterEach(() => opened.closeAll())

  async function record(pollute: () => void): Promise<Sent[]> {
    sent = []
    const client = opened.open({ fetch: fetchOf(sent), storage: 'memory' })
    try {
      pollute()
      await client.signIn()
      await until(client.session, ({ status }) => status === 'signed-in')
      await askEverything(client)
    } finally {
      for (const name of names) delete prototype[name]
      client.close()
    }
    return sent
  }

  for (const name of names)
    it(`changes no request by ${name}`, async () => {
      const before = await record(() => {})
      opened.closeAll()
      opened = openClient()
      opened.stub.addPost({ id: 'one' })

      const after = await record(() => {
        prototype[name] = name === 'signal' ? AbortSignal.abort() : 'zz'
      })

      assert.deepEqual(after, before)
      assert.ok(before.length > 8)
    })

  it('changes nothing of a post that its author has left as it was', () => {
    const post = makePost()
    try {
      Object.assign(prototype, { text: 'zz', media: [], labels: ['zz'], remixPolicy: 'nobody' })
      assert.deepEqual(withChange(post, { commentPolicy: 'nobody' }), { ...post, commentPolicy: 'nobody' })
    } finally {
      for (const name of ['text', 'media', 'labels', 'remixPolicy']) delete prototype[name]
    }
  })

  it('changes no JSON by toJSON', () => {
    const value = { claims: [{ jti: 'one' }] }
    try {
      prototype['toJSON'] = () => 'zz'
      assert.equal(writeJson(value), '{"claims":[{"jti":"one"}]}')
    } finally {
      delete prototype['toJSON']
    }
  })
})
