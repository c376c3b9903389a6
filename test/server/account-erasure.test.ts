import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { FeedPage, Media } from '@ai-feed/protocol'
import { erasePost } from '../../packages/server/dist/posts/decide-post.js'
import { forgetMention } from '../../packages/server/dist/posts/forget-mention.js'
import { createDeleteAccount } from '../../packages/server/dist/erasure/delete-account.js'
import { deleteUser } from '../../packages/server/dist/erasure/delete-user.js'
import { eraseDeletedUsers } from '../../packages/server/dist/erasure/erase-user.js'
import { endGenerations } from '../../packages/server/dist/generations/end-generations.js'
import { createLog } from '../../packages/server/dist/log.js'
import { findAnywhere } from '../support/find-anywhere.ts'
import { gradient } from '../support/pictures.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('deleting an account', () => {
  let server: TestServer
  let ben: TestUser
  before(async () => {
    server = await startTestServer()
    ben = await signUp(server, { handle: 'ben_stays', origin: testOrigins[0] })
  })
  after(() => server.close())

  const publish = async (): Promise<void> => void (await sql`select publish()`.execute(server.db))
  const deps = () => ({
    db: server.db,
    publish,
    erasePost,
    forgetMention,
    endGenerations: (user: { siteId: string; userId: string }) => endGenerations(server.db, user),
  })
  const deleteAccount = async ({ userId }: TestUser): Promise<void> => {
    const erased = Promise.withResolvers<void>()
    const log = createLog({ write: (line) => line.includes('"account.erased"') && erased.resolve() })
    await createDeleteAccount({ ...deps(), log })('default', userId)
    await erased.promise
  }
  const userRow = (id: string) =>
    server.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const upload = async (user: TestUser): Promise<Media> => {
    const body = new Uint8Array(await gradient(64, 48).png().toBuffer())
    const answer = await user.fetch('/v1/media', { method: 'POST', headers: { 'Content-Type': 'image/png' }, body })
    assert.equal(answer.status, 201)
    return (await answer.json()) as Media
  }

  it('leaves nothing of name, words, pictures, marks and prompts in any table', async () => {
    const anna = await signUp(server, { handle: 'anna_vanishes', origin: testOrigins[0] })
    await anna.fetch('/v1/me', {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Xanthippe', bio: 'Xanthippe of #athens' }),
    })
    const media = await upload(anna)
    const unused = await upload(anna)
    const theirs = await writePost(ben, { text: 'hello' })
    const post = await writePost(anna, { text: 'Xanthippe speaks', media: [{ id: media.id, alt: 'Xanthippe' }] })
    await writePost(anna, { text: 'Xanthippe answers', commentOn: theirs.id })
    await anna.fetch(`/v1/posts/${theirs.id}/likes/me`, { method: 'PUT' })
    await server.db
      .insertInto('generations')
      .values({
        site_id: 'default',
        user_id: anna.userId,
        status: 'refused',
        request: JSON.stringify({ prompt: 'Xanthippe in oil', size: '', n: 1, seed: 1 }),
        remix_of: null,
        previews: '[]',
        reserved: false,
        called_at: null,
        error: null,
        finished_at: null,
      })
      .execute()

    await deleteAccount(anna)

    const left = await findAnywhere(server.db, ['xanthippe', 'anna_vanishes'])
    assert.deepEqual(left, [])
    assert.equal((await server.get(`/v1/posts/${post.id}`)).status, 404)
    assert.equal((await server.get('/v1/users/anna_vanishes')).status, 404)
    assert.equal((await server.get(new URL(media.sources[0]!.url).pathname)).status, 410)
    const { counts } = await readPost(server, theirs.id)
    assert.deepEqual([counts.likes, counts.comments], [0, 0])
    const due = await server.db.selectFrom('blob_deletions').select('key').execute()
    for (const { id } of [media, unused]) assert.ok(due.some(({ key }) => key === `default/${id}`))
  })

  it('shuts every session out at once, and nobody can sign in or take the handle', async () => {
    const chris = await signUp(server, { handle: 'chris_vanishes', origin: testOrigins[0] })

    await deleteAccount(chris)

    assert.equal((await chris.fetch('/v1/me')).status, 401)
    await assert.rejects(chris.refresh())
    await assert.rejects(signUp(server, { handle: 'chris_vanishes', origin: testOrigins[0] }))
  })

  it('is finished by the sweep when it was cut in the middle', async () => {
    const dora = await signUp(server, { handle: 'dora_vanishes', origin: testOrigins[0] })
    const post = await writePost(dora, { text: 'half gone' })
    await server.db.transaction().execute((trx) => deleteUser(trx, 'default', dora.userId))
    assert.equal((await userRow(dora.userId)).erased_at, null)
    assert.equal((await server.get(`/v1/posts/${post.id}`)).status, 404)

    await eraseDeletedUsers(deps(), new AbortController().signal)

    assert.ok((await userRow(dora.userId)).erased_at)
    const row = await server.db.selectFrom('posts').select(['text', 'deleted_at']).where('id', '=', post.id).execute()
    assert.deepEqual(row[0]?.text, [])
  })

  it('leaves comments and remixes of others to their authors', async () => {
    const eve = await signUp(server, { handle: 'eve_vanishes', origin: testOrigins[0] })
    const post = await writePost(eve, { text: 'discuss' })
    const comment = await writePost(ben, { text: 'I did', commentOn: post.id })

    await deleteAccount(eve)

    assert.deepEqual((await readPost(server, comment.id)).commentOn, { id: post.id, state: 'deleted' })
    const feed = (await (await server.get('/v1/feeds/user%3Aben_stays?limit=98')).json()) as FeedPage
    assert.ok(feed.items.some((item) => item.post.id === comment.id))
  })

  it('is remembered, so that a restored backup can be cleaned again', async () => {
    const finn = await signUp(server, { handle: 'finn_vanishes', origin: testOrigins[0] })

    await deleteAccount(finn)

    const erased = await server.db.selectFrom('erasures').select('id').where('kind', '=', 'user').execute()
    assert.ok(erased.some(({ id }) => id === finn.userId))
  })
})
