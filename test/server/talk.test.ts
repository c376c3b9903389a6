import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { routes } from '@ai-feed/protocol'
import type { FeedPage } from '@ai-feed/protocol'
import { readNotifications } from '../support/notifications.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('comments, quotes and mentions', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let carla: TestUser

  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_talks', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_talks', origin: testOrigins[0] })
    carla = await signUp(server, { handle: 'carla_talks', origin: testOrigins[0] })
  })
  beforeEach(async () => {
    await sql`truncate notifications, notification_actors, markers, blocks, mutes, follows`.execute(server.db)
  })
  after(() => server.close())

  const kindsTo = async (user: TestUser): Promise<(readonly [string, string | undefined])[]> =>
    (await readNotifications(user)).items.map(({ kind, post }) => [kind, post?.id])
  const readComments = async (id: string): Promise<string[]> => {
    const response = await server.get(routes.feed(`comments:${id}`))
    return ((await response.json()) as FeedPage).items.map(({ post }) => post.id)
  }

  it('tell the author of the post that they answer or quote, with the comment or quote itself', async () => {
    const post = await writePost(anna, { text: 'post' })
    const comment = await writePost(ben, { text: 'comment', commentOn: post.id })
    const nested = await writePost(carla, { text: 'nested', commentOn: comment.id })
    const quote = await writePost(carla, { text: 'quote', quote: post.id })

    assert.deepEqual(await kindsTo(anna), [
      ['quote', quote.id],
      ['comment', comment.id],
    ])
    assert.deepEqual(await kindsTo(ben), [['comment', nested.id]])
  })

  it('tell each user once of one post', async () => {
    const post = await writePost(anna, { text: 'post' })
    const comment = await writePost(ben, {
      text: '@anna_talks @carla_talks @Carla_Talks look',
      commentOn: post.id,
      quote: post.id,
    })

    assert.deepEqual(await kindsTo(anna), [['comment', comment.id]])
    assert.deepEqual(await kindsTo(carla), [['mention', comment.id]])
    assert.deepEqual(await kindsTo(ben), [])
  })

  it('are not told to those who block or mute their author', async () => {
    await sql`insert into blocks (site_id, user_id, other_id) values ('default', ${anna.userId}, ${ben.userId})`.execute(
      server.db,
    )
    await sql`insert into mutes (site_id, user_id, other_id) values ('default', ${carla.userId}, ${ben.userId})`.execute(
      server.db,
    )
    await writePost(ben, { text: '@anna_talks @carla_talks' })
    await writePost(anna, { text: '@ben_talks' })
    await sql`truncate blocks, mutes`.execute(server.db)

    assert.deepEqual([await kindsTo(anna), await kindsTo(ben), await kindsTo(carla)], [[], [], []])
  })

  it('are told only to those who can see them', async () => {
    await sql`insert into follows (site_id, follower_id, followee_id) values ('default', ${carla.userId}, ${anna.userId})`.execute(
      server.db,
    )
    const post = await writePost(anna, { text: '@ben_talks @carla_talks', visibility: 'followers' })

    assert.deepEqual(await kindsTo(ben), [])
    assert.deepEqual(await kindsTo(carla), [['mention', post.id]])
  })

  it('are no longer shown once their receiver cannot see the post', async () => {
    await writePost(anna, { text: 'hello @ben_talks' })
    const before = await kindsTo(ben)
    await sql`insert into blocks (site_id, user_id, other_id) values ('default', ${anna.userId}, ${ben.userId})`.execute(
      server.db,
    )

    assert.deepEqual([before.length, await kindsTo(ben)], [1, []])
  })

  it('mention users of the site; other names stay text', async () => {
    const post = await writePost(anna, { text: 'hi @Ben_Talks and @nobody_here, @ben_talks!' })

    assert.deepEqual(post.text, [
      { type: 'text', text: 'hi ' },
      { type: 'mention', text: '@Ben_Talks', handle: 'ben_talks' },
      { type: 'text', text: ' and @nobody_here, ' },
      { type: 'mention', text: '@ben_talks', handle: 'ben_talks' },
      { type: 'text', text: '!' },
    ])
  })

  it('make threads: a feed of comments has the direct answers, each with the root of its thread', async () => {
    const root = await writePost(anna, { text: 'root' })
    let parent = root
    const chain: string[] = []
    for (let depth = 0; depth < 12; depth += 1) {
      parent = await writePost(depth % 2 ? anna : ben, { text: `depth ${depth}`, commentOn: parent.id })
      chain.push(parent.id)
      assert.equal(parent.rootId, root.id)
    }

    assert.deepEqual(await readComments(root.id), chain.slice(0, 1))
    assert.deepEqual(await readComments(chain[4] ?? ''), chain.slice(5, 6))
    assert.equal((await readPost(server, root.id)).counts.comments, 1)
  })

  it('stay their authors’ when the post above is deleted', async () => {
    const post = await writePost(anna, { text: 'post' })
    const comment = await writePost(ben, { text: 'comment', commentOn: post.id })
    const answer = await writePost(carla, { text: 'answer', commentOn: comment.id })
    await ben.fetch(routes.post(comment.id), { method: 'DELETE' })

    assert.deepEqual(await readComments(post.id), [])
    const left = await readPost(server, answer.id)
    assert.deepEqual([left.commentOn, left.rootId], [{ id: comment.id, state: 'deleted' }, post.id])
    assert.deepEqual(await kindsTo(anna), [])
  })

  it('quote what is public alone, and show a quote that was hidden or deleted as such', async () => {
    const post = await writePost(anna, { text: 'quotable' })
    const quote = await writePost(ben, { text: 'look', quote: post.id })
    const shown = quote.quote?.state
    await sql`update posts set visibility = 'followers' where id = ${post.id}`.execute(server.db)
    const hidden = (await readPost(carla, quote.id)).quote
    await sql`update posts set visibility = 'public' where id = ${post.id}`.execute(server.db)
    await anna.fetch(routes.post(post.id), { method: 'DELETE' })

    assert.equal(shown, 'visible')
    assert.deepEqual(hidden, { id: post.id, state: 'hidden' })
    assert.deepEqual((await readPost(carla, quote.id)).quote, { id: post.id, state: 'deleted' })
  })
})
