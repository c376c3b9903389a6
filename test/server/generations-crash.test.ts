import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation } from '@ai-feed/protocol'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import { providerKey } from '../support/images-api.ts'
import { drawPictures, startImagesWire } from '../support/images-wire.ts'
import type { ImagesWire } from '../support/images-wire.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import { findFreePort, spawnTestServer, testOrigins } from '../support/test-server.ts'
import { pollUntil } from '../support/poll.ts'

/** A whole server in a process of its own, with an image server that costs money, killed at the worst moments. */
describe('money, when the server is killed', () => {
  let database: { url: string; drop(): Promise<void> }
  let pool: Database
  let wire: ImagesWire
  let folder: string
  let env: Record<string, string>
  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 2 })
    wire = await startImagesWire()
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-crash-'))
    await addSite(pool.db, { id: 'default', name: 'Site', origins: testOrigins, signUp: 'open', isDefault: true })
    env = {
      PORT: String(await findFreePort()),
      DATABASE_URL: database.url,
      AI_FEED_DATA_DIR: folder,
      AI_FEED_IMAGES_URL: wire.url,
      AI_FEED_IMAGES_KEY: providerKey,
      AI_FEED_IMAGES_MODEL: 'gpt-image-2.6-flare',
      AI_FEED_IMAGES_DAILY: '50',
    }
  })
  after(async () => {
    await wire.close()
    await pool.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = (user: TestUser, prompt: string, n: number): Promise<Response> =>
    user.fetch('/v1/generations', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ prompt, n }),
    })
  const list = async (user: TestUser): Promise<Generation[]> =>
    ((await (await user.fetch('/v1/generations')).json()) as { items: Generation[] }).items
  const usedByServer = async (): Promise<number> => {
    const { rows } = await sql<{ used: number }>`select used from quota where scope = 'server'`.execute(pool.db)
    return rows[0]?.used ?? 0
  }

  it('is spent once for a call that was sent, which ends as interrupted, and not for one that was not', async () => {
    wire.answerWith(() => {})
    const killed = await spawnTestServer(env)
    const anna = await signUp({ url: killed.url, db: pool.db }, { handle: 'anna', origin: testOrigins[0] })
    await sql`update users set created_at = now() - interval '2 days'`.execute(pool.db)
    assert.equal((await ask(anna, 'held', 2)).status, 202)
    await pollUntil(() => wire.calls.length === 1)
    // Asked for while the process is dying: whether or not its answer comes, its row says what it cost.
    const dying = [ask(anna, 'dying', 3), killed.end('SIGKILL')] as const
    await Promise.allSettled(dying)

    wire.answerWith(drawPictures)
    const next = await spawnTestServer(env)
    try {
      const again = await list(anna)
      await pollUntil(async () => (await list(anna)).every(({ status }) => isFinal(status)))

      const generations = await list(anna)
      const held = generations.find(({ prompt }) => prompt === 'held')
      assert.deepEqual(held?.error, { code: 'interrupted', stage: 'provider', retryable: true })
      assert.equal(generations.length, again.length)
      const callsOf = (prompt: string): number => wire.calls.filter(({ fields }) => fields['prompt'] === prompt).length
      assert.equal(callsOf('held'), 1)
      assert.ok(callsOf('dying') <= 1)
      assert.equal(await usedByServer(), 2 + 3 * callsOf('dying'))
    } finally {
      await next.end('SIGTERM')
    }
  })
})
