import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Place, PlaceRange } from '../../packages/server/dist/feeds/place.js'
import { readPage } from '../../packages/server/dist/feeds/read-page.js'
import type { FeedWalk, PageRequest, PlacePage, WalkOrder } from '../../packages/server/dist/feeds/read-page.js'

/** A feed in memory that tests add to between pages. */
function createFeed(positions: Iterable<number>): {
  find(range: PlaceRange): Promise<Place[]>
  walk(order: WalkOrder): FeedWalk
  add(position: number): void
  /** Those that are shown. */
  all(): number[]
} {
  const set = new Set(positions)
  const find = async ({ towards, from, limit }: PlaceRange): Promise<Place[]> =>
    [...set]
      .filter((at) => from === undefined || (towards === 'newer' ? at > from.position : at < from.position))
      .sort((a, b) => (towards === 'newer' ? a - b : b - a))
      .slice(0, limit)
      .map(place)
  return {
    find,
    walk: (order) => ({ order, find, head: async () => Math.max(0, ...set) }),
    add: (position) => void set.add(position),
    all: () => [...set].filter(isShown).sort((a, b) => a - b),
  }
}

const place = (position: number): Place => ({ id: `p${position}`, position, isShown: isShown(position) })
const isShown = (position: number): boolean => position % 10 !== 0
const positionsOf = (page: PlacePage): number[] => page.places.map(({ position }) => position)

const feeds = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 })
const limits = fc.integer({ min: 1, max: 12 })
const orders = fc.constantFrom<WalkOrder>('newest-first', 'oldest-first')

describe('readPage()', () => {
  it('walks through every feed by `next` in its order without skipping or repeating', async () => {
    await fc.assert(
      fc.asyncProperty(feeds, limits, orders, async (positions, limit, order) => {
        const feed = createFeed(positions)
        const seen: number[] = []
        let request: PageRequest | undefined = { from: 'start' }
        while (request) {
          const page: PlacePage = await readPage(feed.walk(order), limit, request)
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
          const first = await readPage(feed.walk('newest-first'), limit, { from: 'start' })
          const arrivals = fresh.toSorted((a, b) => a - b)
          const half = Math.ceil(arrivals.length / 2)
          for (const position of arrivals.slice(0, half)) feed.add(position)
          // The reader goes on to page two: `newest` must not jump over what it has not seen.
          const second =
            first.next && (await readPage(feed.walk('newest-first'), limit, { from: 'cursor', cursor: first.next }))
          for (const position of arrivals.slice(half)) feed.add(position)

          const seen: number[] = []
          let cursor = (second ?? first).newest
          for (;;) {
            const page = await readPage(feed.walk('newest-first'), limit, { from: 'after', cursor })
            if (page.newest.position === cursor.position) break
            seen.push(...positionsOf(page).reverse())
            cursor = page.newest
          }
          assert.deepEqual(seen, arrivals.filter(isShown))
        },
      ),
    )
  })

  it('puts a post into the middle, from where `prev` and `next` lead to both ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        feeds.filter((list) => list.some(isShown)),
        fc.nat(),
        limits,
        orders,
        async (positions, pick, limit, order) => {
          const feed = createFeed(positions)
          const shown = positions.filter(isShown)
          const position = shown[pick % shown.length] ?? 0
          const middle = await readPage(feed.walk(order), limit, {
            from: 'around',
            place: place(position),
          })
          assert.ok(middle.places.length <= limit)
          assert.ok(positionsOf(middle).includes(position))

          let seen = positionsOf(middle)
          for (let prev = middle.prev; prev;) {
            const page: PlacePage = await readPage(feed.walk(order), limit, { from: 'cursor', cursor: prev })
            seen = [...positionsOf(page), ...seen]
            prev = page.prev
          }
          for (let next = middle.next; next;) {
            const page: PlacePage = await readPage(feed.walk(order), limit, { from: 'cursor', cursor: next })
            seen = [...seen, ...positionsOf(page)]
            next = page.next
          }
          assert.deepEqual(seen, order === 'newest-first' ? feed.all().reverse() : feed.all())
        },
      ),
    )
  })

  it('leads over any number of posts that are not shown, and puts no post twice on a page', async () => {
    const hidden = Array.from({ length: 5_000 }, (_, index) => index + 10)
    const find = async ({ from, limit }: PlaceRange): Promise<Place[]> =>
      [...hidden, 5]
        .filter((position) => position < (from?.position ?? 10_000))
        .sort((a, b) => b - a)
        .slice(0, limit)
        .map((position) => ({ id: position < 20 ? 'same' : `p${position}`, position, isShown: position < 20 }))
    const walk: FeedWalk = { order: 'newest-first', find, head: async () => 5_009 }

    const first = await readPage(walk, 20, { from: 'start' })
    assert.deepEqual([first.places, first.newest.position], [[], 5_009])
    assert.ok(first.next)
    const second = await readPage(walk, 20, { from: 'cursor', cursor: first.next })
    assert.deepEqual(positionsOf(second), [19])
    assert.equal(second.next, undefined)
  })

  it('gives a `newest` for a feed that is empty, from which the first post is found', async () => {
    const feed = createFeed([])
    const empty = await readPage(feed.walk('newest-first'), 20, { from: 'start' })
    feed.add(7)
    const page = await readPage(feed.walk('newest-first'), 20, { from: 'after', cursor: empty.newest })

    assert.deepEqual(positionsOf(empty), [])
    assert.deepEqual(positionsOf(page), [7])
  })
})
