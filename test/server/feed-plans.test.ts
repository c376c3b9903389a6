import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import pg from 'pg'
import { connectionSettings } from '../../packages/server/dist/database/database.js'
import type { Schema } from '../../packages/server/dist/database/schema.js'
import type { Feed, FeedKind } from '../../packages/server/dist/feeds/find-feed.js'
import { loadReader } from '../../packages/server/dist/feeds/load-reader.js'
import type { Place } from '../../packages/server/dist/feeds/place.js'
import { walkFeed } from '../../packages/server/dist/feeds/walk-feed.js'
import type { Viewer } from '../../packages/server/dist/http/request-context.js'
import { seed } from '../bench/seed.mjs'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

const siteId = 'bench'
const sizes = { posts: 20_000, users: 10_000, follows: 5 }

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows'?: number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Shared Hit Blocks'?: number
  readonly 'Shared Read Blocks'?: number
  readonly Plans?: readonly Plan[]
}

describe('queries of feeds, among many posts', () => {
  let database: TestDatabase
  let pool: pg.Pool
  let db: Kysely<Schema>
  let readers: Awaited<ReturnType<typeof seed>>
  const run: { sql: string; parameters: readonly unknown[] }[] = []

  before(async () => {
    database = await makeTestDatabase()
    readers = await seed(database.url, sizes)
    pool = new pg.Pool({ ...connectionSettings(database.url), max: 2 })
    db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void run.push(query) })
  })
  after(async () => {
    await db.destroy()
    await database.drop()
  })

  const read = async <T>(query: RawBuilder<T>): Promise<T[]> => (await query.execute(db)).rows
  const viewerOf = async (handle: string): Promise<Viewer> => {
    const [row] = await read(sql<{ id: string }>`select id from users where site_id = ${siteId} and handle = ${handle}`)
    const session = { scopes: new Set(['read'] as const), grantId: '', createdAtMs: 0, tokenExpiresAtMs: 0 }
    return { userId: row?.id ?? '', handle, siteId, ...session }
  }

  /** Walks from a place, and explains what was asked of the database. */
  async function explain(
    walking: () => Promise<Place[]>,
  ): Promise<{ places: Place[]; faults: string[]; blocks: number }> {
    run.length = 0
    const places = await walking()
    let blocks = 0
    const faults: string[] = []
    for (const { sql: text, parameters } of [...run]) {
      // Queries are prepared: PostgreSQL plans them for the values of each run, or once for all values.
      const plans = [
        await planOf('force_custom_plan', text, parameters),
        await planOf('force_generic_plan', text, parameters),
      ]
      blocks += Math.max(...plans.map((plan) => (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0)))
      faults.push(...plans.flatMap(scansOf))
    }
    return { places, faults, blocks }
  }

  async function planOf(mode: string, text: string, parameters: readonly unknown[]): Promise<Plan> {
    const client = await pool.connect()
    try {
      await client.query(`set plan_cache_mode = ${mode}`)
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `explain (analyze, buffers, format json) ${text}`,
        [...parameters],
      )
      const plan = rows[0]?.['QUERY PLAN'][0].Plan
      assert.ok(plan)
      return plan
    } finally {
      client.release()
    }
  }

  const subjects: [FeedKind, RawBuilder<{ subject: string }>][] = [
    ['explore', sql`select '' as subject`],
    ['for-you', sql`select '' as subject`],
    ['home', sql`select '' as subject`],
    ['user', sql`select id as subject from users where site_id = ${siteId} order by posts_count desc limit 1`],
    ['tag', sql`select tag as subject from post_tags group by tag order by count(*) desc limit 1`],
    [
      'topic',
      sql`select topic as subject from posts where topic is not null group by topic order by count(*) desc limit 1`,
    ],
    ['comments', sql`select id as subject from posts order by comments_count desc limit 1`],
    ['remixes', sql`select id as subject from posts order by remixes_count desc limit 1`],
    ['lineage', sql`select id as subject from posts where remix_of is not null limit 1`],
    ['likes', sql`select '' as subject`],
    ['bookmarks', sql`select '' as subject`],
  ]
  for (const [kind, question] of subjects) {
    it(`walk along ${kind} by an index, at the top and deep down`, async () => {
      const [row] = await read(question)
      const feed: Feed = { kind, id: kind, subject: row?.subject ?? '' }
      for (const handle of [readers.few, readers.many, readers.manyInactive]) {
        const walk = walkFeed(db, await loadReader(db, siteId, await viewerOf(handle)), feed)
        const top = await explain(() => walk.find({ towards: 'older', limit: 21 }))
        const [middle] = kind === 'explore' || kind === 'for-you' ? await deepIn(kind) : top.places.slice(10, 11)
        const deep = middle && (await explain(() => walk.find({ towards: 'older', from: middle, limit: 21 })))

        assert.deepEqual([...top.faults, ...(deep?.faults ?? [])], [], handle)
        if (deep) assert.ok(deep.blocks <= 2 * top.blocks + 100, `${deep.blocks} blocks deep, ${top.blocks} at the top`)
      }
    })
  }

  it('search common words in the newest posts and rare ones in their index', async () => {
    const reader = await loadReader(db, siteId, undefined)
    for (const words of [`'w1'`, `'w2990'`, `'w1' & 'w2990'`, `'w29':*`, `'nowhere'`]) {
      const walk = walkFeed(db, reader, { kind: 'search', id: 'search', subject: words })
      const { faults } = await explain(() => walk.find({ towards: 'older', limit: 21 }))

      assert.deepEqual(faults, [], words)
    }
  })

  async function deepIn(kind: 'explore' | 'for-you'): Promise<Place[]> {
    const order = kind === 'explore' ? sql`position desc` : sql`score desc, position desc`
    const score = kind === 'explore' ? sql`` : sql`, score`
    return read(sql<Place>`
      select id, position ${score} from posts
      where site_id = ${siteId} and visibility = 'public' and comment_on is null
      order by ${order} offset ${sizes.posts / 2} limit 1`)
  }
})

/** Reading a table to its end is right where that is not more than what home looks through. */
const maxScanned = 4_000

function scansOf(plan: Plan): string[] {
  const rows = (plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0)
  const isScan = plan['Node Type'] === 'Seq Scan' && rows > maxScanned
  const own = isScan ? [`sequential scan of ${plan['Relation Name']}, ${rows} rows`] : []
  return [...own, ...(plan.Plans ?? []).flatMap(scansOf)]
}
