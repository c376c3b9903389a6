import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { runDoctor } from '../../packages/server/dist/doctor/run-doctor.js'
import { createBlobStore } from '../../packages/server/dist/media/blob-store.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import { createCrowd, steps } from '../support/crowd.ts'
import type { Crowd } from '../support/crowd.ts'
import { readWhole } from '../support/feed-reading.ts'
import { readTruth } from '../support/feed-truth.ts'
import { gradient } from '../support/pictures.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'
import { findFreePort, spawnTestServer } from '../support/test-server.ts'
import type { SpawnedServer } from '../support/test-server.ts'

const people = ['anna', 'ben', 'carla', 'dario', 'emma', 'finn']
const stepsOfEach = 40

describe('people who do everything at once, in any order', () => {
  let database: TestDatabase
  let pool: Database
  let folder: string
  let env: Record<string, string>
  let server: SpawnedServer
  let users: TestUser[]
  let crowd: Crowd
  let deaths = 0
  let isDead = false
  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 2 })
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-crowd-'))
    const limitsFile = join(folder, 'limits.json')
    await writeFile(
      limitsFile,
      JSON.stringify({ writesPerUser5Min: 100_000, signUpsPerIpHour: 100, uploadsPerUserHour: 1_000 }),
    )
    const port = String(await findFreePort())
    const url = `http://127.0.0.1:${port}`
    env = {
      PORT: port,
      DATABASE_URL: database.url,
      AI_FEED_DATA_DIR: join(folder, 'data'),
      AI_FEED_MEDIA: join(folder, 'media'),
      AI_FEED_LIMITS: limitsFile,
    }
    await addSite(pool.db, { id: 'default', name: 'Crowd', origins: [url], signUp: 'open', isDefault: true })
    server = await spawnTestServer(env)
    users = []
    for (const handle of people) users.push(await signUp({ url, db: pool.db }, { handle, origin: url }))
    crowd = createCrowd(users, new Uint8Array(await gradient(40, 30).png().toBuffer()))
  })
  after(async () => {
    await server.end('SIGTERM')
    await pool.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Lets everybody act, each one thing after the other, while somebody reads. @param amid is called in the midst of it. */
  async function run(seed: number, amid: () => Promise<void> = async () => {}): Promise<void> {
    const scripts = fc.sample(fc.array(steps, { minLength: stepsOfEach, maxLength: stepsOfEach, size: 'max' }), {
      numRuns: users.length,
      seed,
    })
    let done = 0
    let isOver = false
    const reading = readAllTheTime(() => isOver)
    const acting = users.map(async (user, at) => {
      for (const step of scripts[at] ?? []) {
        await crowd.act(user, step)
        done += 1
        if (done === (stepsOfEach * users.length) / 2) await amid()
      }
    })
    await Promise.all(acting)
    isOver = true
    await reading
    await sql`select publish()`.execute(pool.db)
  }

  /** A walk from page to page never meets an entry twice, whatever is written meanwhile. */
  async function readAllTheTime(isOver: () => boolean): Promise<void> {
    const [, reader] = users
    assert.ok(reader)
    while (!isOver()) {
      for (const feed of ['explore', 'home']) {
        const keys = await keysOf(reader, feed)
        assert.equal(new Set(keys).size, keys.length, feed)
      }
    }
  }

  /** None when the server died meanwhile. */
  async function keysOf(reader: TestUser, feed: string): Promise<string[]> {
    const before = deaths
    try {
      return (await readWhole(reader, feed, { limit: 7 })).map(({ key }) => key)
    } catch (error) {
      if (deaths === before && !isDead) throw error
      return []
    }
  }

  async function checkEverything(): Promise<void> {
    const findings = await runDoctor({
      databaseUrl: database.url,
      pictures: createBlobStore(join(folder, 'media')),
      folders: {},
      isRepairing: false,
    })
    assert.deepEqual(
      findings.filter(({ state }) => state === 'wrong'),
      [],
    )

    const { rows: keys } = await sql<{ key: string; id: string }>`
      select key, resource_id as id from idempotency where route = 'POST /v1/posts'`.execute(pool.db)
    assert.deepEqual(new Map(keys.map(({ key, id }) => [key, id])), new Map([...crowd.made].toSorted()))
    const { rows: posts } = await sql<{ id: string; isDeleted: boolean }>`
      select id, deleted_at is not null as "isDeleted" from posts`.execute(pool.db)
    assert.deepEqual(posts.map(({ id }) => id).toSorted(), [...crowd.made.values()].toSorted())
    assert.deepEqual(
      posts.flatMap(({ id, isDeleted }) => (isDeleted ? [id] : [])).toSorted(),
      [...crowd.deleted].toSorted(),
    )

    const truth = await readTruth(pool.db)
    for (const user of users) {
      for (const feed of ['explore', 'home', `user:${user.handle}`] as const) {
        const where = `${feed} of ${user.handle}`
        const expected = truth.entriesOf(feed, user.userId)
        const items = await readWhole(user, feed, { limit: 9 })
        assert.deepEqual(new Set(items.map(({ post }) => post.id)), new Set(expected.values()), where)
        // A page shows a post once, though somebody has reposted it.
        for (const { key, post } of items) assert.equal(expected.get(key), post.id, where)
        assert.equal(new Set(items.map(({ key }) => key)).size, items.length, where)
      }
    }
  }

  it('leave counts, feeds, keys and files as they must be', async () => {
    await run(1)

    await checkEverything()
  })
  it('leave them so when the server is killed in the midst of it', async () => {
    await run(2, async () => {
      deaths += 1
      isDead = true
      await server.end('SIGKILL')
      server = await spawnTestServer(env)
      isDead = false
    })

    await checkEverything()
  })
})
