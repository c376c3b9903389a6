import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { deleteUser } from '../../packages/server/dist/erasure/delete-user.js'
import { eraseDeletedUsers, eraseUser } from '../../packages/server/dist/erasure/erase-user.js'
import { endGenerations } from '../../packages/server/dist/generations/end-generations.js'
import { erasePost } from '../../packages/server/dist/posts/decide-post.js'
import { forgetMention } from '../../packages/server/dist/posts/forget-mention.js'
import { findAnywhere } from '../support/find-anywhere.ts'
import { pollUntil } from '../support/poll.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('deleting an account while its user writes', () => {
  let server: TestServer
  let ben: TestUser
  before(async () => {
    server = await startTestServer()
    ben = await signUp(server, { handle: 'ben_is_liked', origin: testOrigins[0] })
  })
  after(() => server.close())

  const join = (handle: string): Promise<TestUser> => signUp(server, { handle, origin: testOrigins[0] })
  const erasure = () => ({
    db: server.db,
    publish: async (): Promise<void> => void (await sql`select publish()`.execute(server.db)),
    erasePost,
    forgetMention,
    endGenerations: (user: { siteId: string; userId: string }) => endGenerations(server.db, user),
  })
  const json = (method: string, body: object): RequestInit => ({
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  /** Lets requests in while the deletion has not committed, so that they have to wait for it. */
  const amidDeletion = async ({ userId }: TestUser, send: () => Promise<Response>[]): Promise<Response[]> => {
    const sent: Promise<Response>[] = []
    await server.db.transaction().execute(async (trx) => {
      await deleteUser(trx, 'default', userId)
      sent.push(...send())
      await pollUntil(async () => {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(server.db)
        return (rows[0]?.n ?? 0) >= sent.length
      })
    })
    return Promise.all(sent)
  }

  it('stores no post that comes later, however shortly', async () => {
    const anna = await join('anna_posts_on')

    const answers = await amidDeletion(anna, () => [anna.fetch('/v1/posts', json('POST', { text: 'Zuckmayer lives' }))])

    assert.deepEqual(
      answers.map(({ status }) => status),
      [401],
    )
    assert.deepEqual(await findAnywhere(server.db, ['zuckmayer']), [])
  })

  it('gives nobody their name back, and takes what else was written meanwhile away within the hour', async () => {
    const cleo = await join('cleo_writes_on')
    const post = await writePost(ben, { text: 'to be liked' })

    await amidDeletion(cleo, () => [
      cleo.fetch('/v1/me', json('PATCH', { name: 'Zuckmayer' })),
      cleo.fetch(`/v1/posts/${post.id}/likes/me`, { method: 'PUT' }),
      cleo.fetch('/v1/users/ben_is_liked/followers/me', { method: 'PUT' }),
    ])
    await eraseUser(erasure(), { siteId: 'default', userId: cleo.userId })
    // A like that was held up for longer than the first erasure.
    await server.db
      .insertInto('reactions')
      .values({ site_id: 'default', post_id: post.id, user_id: cleo.userId, type: 'like' })
      .execute()
    await sql`
      update users set deleted_at = deleted_at - interval '16 minutes', erased_at = erased_at - interval '16 minutes'
      where id = ${cleo.userId}`.execute(server.db)
    await eraseDeletedUsers(erasure())

    assert.deepEqual(await findAnywhere(server.db, ['zuckmayer']), [])
    assert.equal((await readPost(server, post.id)).counts.likes, 0)
    assert.equal(await eraseDeletedUsers(erasure()), 0)
  })

  it('gives what a generation took of the budgets back when its call was not sent, and ends it', async () => {
    const dora = await join('dora_waits')
    const today = sql<string>`(now() at time zone 'utc')::date`
    for (const [scope, subject] of [
      ['site', 'default'],
      ['server', '*'],
    ] as const) {
      await server.db.insertInto('quota').values({ scope, subject, day: today, used: 3, max: 10 }).execute()
    }
    const generation = {
      site_id: 'default',
      user_id: dora.userId,
      request: JSON.stringify({ prompt: 'Zuckmayer', size: '', n: 1, seed: 1 }),
      remix_of: null,
      previews: '[]',
      reserved: true,
      error: null,
      finished_at: null,
    }
    await server.db
      .insertInto('generations')
      .values([
        { ...generation, status: 'queued', called_at: null },
        { ...generation, status: 'running', called_at: sql<Date>`now()` },
      ])
      .execute()

    await server.db.transaction().execute((trx) => deleteUser(trx, 'default', dora.userId))
    await eraseUser(erasure(), { siteId: 'default', userId: dora.userId })

    const left = await server.db.selectFrom('quota').select(['scope', 'used']).orderBy('scope').execute()
    assert.deepEqual(left, [
      { scope: 'server', used: 2 },
      { scope: 'site', used: 2 },
    ])
  })
})
