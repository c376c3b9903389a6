import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createPageCache } from '../../packages/server/dist/feeds/page-cache.js'

const small = { maxAgeMs: 1_000, maxEntries: 10, maxBytes: 100, bytesOf: () => 1 }

describe('page cache', () => {
  it('makes an answer once for all who ask within its time', async () => {
    let nowMs = 0
    let made = 0
    const cache = createPageCache<number>({ ...small, clock: () => nowMs })
    const make = async (): Promise<number> => (made += 1)

    const together = await Promise.all([cache.get('a', make), cache.get('a', make), cache.get('b', make)])
    nowMs = 999
    const within = await cache.get('a', make)
    nowMs = 1_000
    const later = await cache.get('a', make)

    assert.deepEqual([...together, within, later], [1, 1, 2, 1, 3])
  })

  it('gives out nothing that was begun before it was cleared', async () => {
    const cache = createPageCache<string>(small)
    const slow = Promise.withResolvers<string>()
    const before = cache.get('a', () => slow.promise)
    cache.clear()
    const after = cache.get('a', async () => 'new')
    slow.resolve('old')

    assert.deepEqual([await before, await after], ['old', 'new'])
    assert.equal(await cache.get('a', async () => 'third'), 'new')
  })

  it('keeps no failure', async () => {
    const cache = createPageCache<string>(small)

    await assert.rejects(
      cache.get('a', () => Promise.reject(new Error('away'))),
      { message: 'away' },
    )

    assert.equal(await cache.get('a', async () => 'back'), 'back')
  })

  it('forgets the oldest answers beyond its size', async () => {
    let made = 0
    const cache = createPageCache<number>({ ...small, maxEntries: 2 })
    const make = async (): Promise<number> => (made += 1)
    for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await cache.get(key, make)

    assert.equal(made, 4)
  })

  it('forgets the oldest answers beyond its weight', async () => {
    let made = 0
    const cache = createPageCache<number>({ ...small, bytesOf: () => 40 })
    const make = async (): Promise<number> => (made += 1)
    for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) {
      await cache.get(key, make)
      await Promise.resolve()
    }

    assert.equal(made, 4)
  })
})
