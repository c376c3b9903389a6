import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { QUERY_ORDER, encodeOrigin, isFeedId, otherRoutes, readQuery, routes } from '@ai-feed/protocol'

describe('routes', () => {
  it('keep every part in one path segment', () => {
    const hostile = '../a/b?c#d%2e é'
    const paths = [
      routes.feed(hostile),
      routes.generation(hostile),
      routes.post(hostile),
      routes.mark(hostile, 'likes'),
      routes.user(hostile),
      routes.relation(hostile, 'followers'),
    ]

    for (const path of paths) {
      const url = new URL(path, 'https://feed.example')
      assert.equal(url.pathname + url.search + url.hash, path)
      assert.ok(url.pathname.split('/').some((segment) => decodeURIComponent(segment) === hostile))
    }
  })

  it('have no part that an address takes for another place, or for none', () => {
    // A URL parser takes the second and third for ways up, and the last is half a character.
    for (const part of ['', '.', '..', '\uD800', undefined as unknown as string]) {
      for (const route of [routes.feed, routes.generation, routes.post, routes.user, otherRoutes.edits]) {
        assert.throws(() => route(part), TypeError)
      }
      assert.throws(() => routes.mark(part, 'likes'), TypeError)
      assert.throws(() => routes.relation(part, 'blocks'), TypeError)
    }
  })

  it('take dots for dots everywhere else', () => {
    for (const part of ['...', '.a', 'a..', '%2e%2e', '%2E', '..%2f', 'comments:..', '.. ']) {
      const path = routes.feed(part)
      assert.equal(new URL(path, 'https://feed.example').pathname, path)
    }
  })

  it('name one relay for each origin', () => {
    const origins = ['https://a.example', 'http://localhost:8789', 'https://xn--bcher-kva.example:8443']

    for (const origin of origins) {
      assert.match(encodeOrigin(origin), /^[A-Za-z0-9_-]+$/)
      assert.equal(Buffer.from(encodeOrigin(origin), 'base64url').toString(), origin)
      assert.equal(routes.relay(origin), `/oauth/relay/${encodeOrigin(origin)}`)
    }
  })
})

describe('query of a read', () => {
  it('is written in one order, whatever order the values come in', () => {
    const values = { viewer: 'me', q: 'a b&c', around: 'x', after: 'y', cursor: 'z', limit: 20, site: 'default' }

    assert.equal(readQuery(values), '?site=default&limit=20&cursor=z&after=y&around=x&q=a%20b%26c&viewer=me')
    assert.deepEqual([...new URLSearchParams(readQuery(values)).keys()], [...QUERY_ORDER])
  })

  it('is empty without values', () => {
    assert.equal(readQuery({}), '')
  })

  it('takes nothing that a page has put into Object.prototype', () => {
    Reflect.defineProperty(Object.prototype, 'after', { value: 'elsewhere', configurable: true })
    try {
      assert.equal(readQuery({ limit: 20 }), '?limit=20')
    } finally {
      Reflect.deleteProperty(Object.prototype, 'after')
    }
  })
})

describe('feed id', () => {
  it('is one of the plain names or a kind with a subject', () => {
    const good = [
      'explore',
      'for-you',
      'home',
      'likes',
      'user:anna',
      'tag:küste',
      'comments:0193',
      'topic:https://a/b?c=d',
    ]
    const bad = [
      '',
      'Explore',
      'user',
      'user:',
      'weather:today',
      'explore:',
      ' explore',
      `user:${'a'.repeat(201)}`,
      'tag:\uD800',
    ]

    assert.deepEqual(good.filter(isFeedId), good)
    assert.deepEqual(bad.filter(isFeedId), [])
  })
})
