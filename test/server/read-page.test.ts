import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Place, PlaceRange } from '../../packages/server/dist/feeds/find-places.js'
import { readPage } from '../../packages/server/dist/feeds/read-page.js'
import type { FeedOrder, PageRequest, PlacePage } from '../../packages/server/dist/feeds/read-page.js'

/** A feed in memory that tests add to between pages. */
function createFeed(positions: Iterable<number>): {
  find(range: PlaceRange): Promise<Place[]>
  add(position: number): void
  all(): number[]
} {
  const set = new Set(positions)
  return {
    add: (position) => void set.add(position),
    all: () => [...set].sort((a, b) => a - b),
    async find({ towards, position, limit }) {
      const wanted = [...set].filter(
        (at) => position === undefined || (towards === 'newer' ? at > position : at < position),
      )
      return wanted
        .sort((a, b) => (towards === 'newer' ? a - b : b - a))
        .slice(0, limit)
        .map((at) => ({ id: `p${at}`, position: at }))
    },
  }
}

const positionsOf = (page: PlacePage): number[] => page.places.map(({ position }) => position)

const feeds = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 })
const limits = fc.integer({ min: 1, max: 12 })
const orders = fc.constantFrom<FeedOrder>('newest-first', 'oldest-first')

describe('readPage()', () => {
  it('walks through every feed by `next` in its order without skipping or repeating', async () => {
    await fc.assert(
      fc.asyncProperty(feeds, limits, orders, async (positions, limit, order) => {
        const feed = createFeed(positions)
        const seen: number[] = []
        let request: PageRequest | undefined = { from: 'start' }
        while (request) {
          const page: PlacePage = await readPage(feed.find, order, limit, request)
          assert.ok(page.places.length <= limit)
          seen.push(...positionsOf(page))
          request = page.next && { from: 'cursor', cursor: page.next }
        }
        assert.deepEqual(seen, order === 'newest-first' ? feed.all().reverse() : feed.all())
      }),
    )
  })

  it('finds with `after` exactly what came since, also while the walk through page one went on', async () => {
    await fc.assert(
      fc.asyncProperty(
        feeds,
        fc.uniqueArray(fc.integer({ min: 501, max: 900 }), { maxLength: 30 }),
        limits,
        async (old, fresh, limit) => {
          const feed = createFeed(old)
          const first = await readPage(feed.find, 'newest-first', limit, { from: 'start' })
          const arrivals = fresh.toSorted((a, b) => a - b)
          const half = Math.ceil(arrivals.length / 2)
          for (const position of arrivals.slice(0, half)) feed.add(position)
          // The reader goes on to page two: `newest` must not jump over what it has not seen.
          const second =
            first.next && (await readPage(feed.find, 'newest-first', limit, { from: 'cursor', cursor: first.next }))
          for (const position of arrivals.slice(half)) feed.add(position)

          const seen: number[] = []
          let cursor = (second ?? first).newest
          for (;;) {
            const page = await readPage(feed.find, 'newest-first', limit, { from: 'after', cursor })
            if (page.places.length === 0) break
            seen.push(...positionsOf(page).reverse())
            cursor = page.newest
          }
          assert.deepEqual(seen, arrivals)
        },
      ),
    )
  })

  it('puts a post into the middle, from where `prev` and `next` lead to both ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        feeds.filter((list) => list.length > 0),
        fc.nat(),
        limits,
        orders,
        async (positions, pick, limit, order) => {
          const feed = createFeed(positions)
          const position = positions[pick % positions.length] ?? 0
          const middle = await readPage(feed.find, order, limit, {
            from: 'around',
            place: { id: `p${position}`, position },
          })
          assert.ok(middle.places.length <= limit)
          assert.ok(positionsOf(middle).includes(position))

          let seen = positionsOf(middle)
          for (let prev = middle.prev; prev;) {
            const page: PlacePage = await readPage(feed.find, order, limit, { from: 'cursor', cursor: prev })
            seen = [...positionsOf(page), ...seen]
            prev = page.prev
          }
          for (let next = middle.next; next;) {
            const page: PlacePage = await readPage(feed.find, order, limit, { from: 'cursor', cursor: next })
            seen = [...seen, ...positionsOf(page)]
            next = page.next
          }
          assert.deepEqual(seen, order === 'newest-first' ? feed.all().reverse() : feed.all())
        },
      ),
    )
  })

  it('gives a `newest` for a feed that is empty, from which the first post is found', async () => {
    const feed = createFeed([])
    const empty = await readPage(feed.find, 'newest-first', 20, { from: 'start' })
    feed.add(7)
    const page = await readPage(feed.find, 'newest-first', 20, { from: 'after', cursor: empty.newest })

    assert.deepEqual(positionsOf(empty), [])
    assert.deepEqual(positionsOf(page), [7])
  })
})
