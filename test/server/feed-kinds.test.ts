import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { FeedPage } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { askFeed, readAfter, readFeed, readWhole, textsOf } from '../support/feed-reading.ts'
import { insertFollows, insertPost } from '../support/content-rows.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const siteId = 'default'

describe('feeds beside explore and home', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_kinds', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_kinds', origin: testOrigins[0] })
  })
  after(() => server.close())

  const mark = async (user: TestUser, id: string, kind: 'likes', method = 'PUT'): Promise<void> => {
    assert.equal((await user.fetch(`/v1/posts/${id}/${kind}/me`, { method })).status, 200)
  }
  const label = (id: string, by: 'author' | 'site' | 'server'): Promise<unknown> =>
    sql`update posts set labels = ${JSON.stringify([{ name: 'unlisted', by }])} where id = ${id}`.execute(server.db)

  it('lists a tag in any spelling, comments included, in pages', async () => {
    const parent = await writePost(anna, { text: 'one #Ｃat' })
    await writePost(ben, { text: 'two #CAT', commentOn: parent.id })
    await writePost(ben, { text: 'three #cats' })
    await writePost(anna, { text: 'four #cat', visibility: 'followers' })

    assert.deepEqual(textsOf(await readWhole(server, 'tag:cat', { limit: 1 })), ['two #CAT', 'one #Ｃat'])
    assert.deepEqual(textsOf((await readFeed(server, 'tag:Cat')).items), ['two #CAT', 'one #Ｃat'])
    assert.deepEqual(textsOf((await readFeed(anna, 'tag:cat', { limit: 1 })).items), ['four #cat'])
    assert.deepEqual((await readFeed(server, 'tag:nothing')).items, [])
    const middle = await readFeed(server, 'tag:cat', { around: parent.id })
    assert.deepEqual(textsOf(middle.items), ['two #CAT', 'one #Ｃat'])
  })

  it('lists a topic, exactly as the page names it', async () => {
    const topic = 'https://site.example/Über uns?x=1'
    await writePost(anna, { text: 'here', topic })
    await writePost(anna, { text: 'elsewhere', topic: topic.toLowerCase() })

    assert.deepEqual(textsOf((await readFeed(server, `topic:${topic}`)).items), ['here'])
  })

  it('tells the lineage of a post from its root to itself, over what was deleted', async () => {
    const line: string[] = []
    for (let index = 0; index < 4; index += 1) {
      const { rows } = await sql<{ position: number }>`select nextval('event_seq') as position`.execute(server.db)
      const source = line.at(-1)
      const place = { siteId, authorId: anna.userId, position: rows[0]?.position ?? 0 }
      line.push(await insertPost(server.db, { ...place, ...(source !== undefined && { remixOf: source }) }))
    }
    const [root = '', gone = '', child = '', leaf = ''] = line
    assert.equal((await anna.fetch(`/v1/posts/${gone}`, { method: 'DELETE' })).status, 204)
    const idsOf = (items: FeedPage['items']): string[] => items.map(({ post }) => post.id)

    assert.deepEqual(idsOf(await readWhole(server, `lineage:${leaf}`, { limit: 1 })), [root, child, leaf])
    assert.deepEqual(idsOf((await readFeed(server, `lineage:${child}`)).items), [root, child])
    assert.deepEqual(idsOf((await readFeed(server, `remixes:${child}`)).items), [leaf])
    assert.equal((await askFeed(server, `lineage:${gone}`)).status, 404)
  })

  it('lists own likes and bookmarks by when they were marked, to nobody else', async () => {
    const posts = []
    for (const text of ['a', 'b', 'c']) posts.push((await writePost(ben, { text })).id)
    const [a = '', b = '', c = ''] = posts
    for (const id of [b, c, a]) await mark(anna, id, 'likes')
    for (const id of [c, a]) {
      await server.db.insertInto('bookmarks').values({ site_id: siteId, user_id: anna.userId, post_id: id }).execute()
    }
    const before = await readFeed(anna, 'likes')
    await mark(anna, c, 'likes', 'DELETE')
    await mark(anna, c, 'likes')
    const { items } = await readAfter(anna, 'likes', before.newest)

    assert.deepEqual(textsOf(before.items), ['a', 'c', 'b'])
    assert.deepEqual(textsOf(items), ['c'])
    assert.deepEqual(textsOf(await readWhole(anna, 'likes', { limit: 1 })), ['c', 'a', 'b'])
    assert.deepEqual(textsOf((await readFeed(anna, 'bookmarks')).items), ['a', 'c'])
    assert.deepEqual(textsOf((await readFeed(anna, 'likes', { around: a, limit: 3 })).items), ['c', 'a', 'b'])
    assert.deepEqual((await readFeed(ben, 'likes')).items, [])
    const unasked = await anna.fetch('/v1/feeds/likes')
    assert.deepEqual([unasked.status, unasked.headers.get('Cache-Control')], [200, 'no-store'])
  })

  it('numbers the marks of a user in the order in which they are committed', async () => {
    const post = await writePost(ben, { text: 'slow' })
    const quick = await writePost(ben, { text: 'quick' })
    const { newest } = await readFeed(anna, 'likes')
    const open = Promise.withResolvers<void>()
    const close = Promise.withResolvers<void>()
    const slow = server.db.transaction().execute(async (trx) => {
      const like = { site_id: siteId, user_id: anna.userId, post_id: post.id, type: 'like' as const }
      await trx.insertInto('reactions').values(like).execute()
      open.resolve()
      await close.promise
    })
    await open.promise
    const waiting = mark(anna, quick.id, 'likes')
    const early = await readAfter(anna, 'likes', newest)
    close.resolve()
    await Promise.all([slow, waiting])
    const late = await readAfter(anna, 'likes', early.newest)

    assert.deepEqual(textsOf([...early.items, ...late.items]), ['slow', 'quick'])
  })

  it('hides from discovery what a site or the server labels as unlisted, not what its author does', async () => {
    const post = await writePost(ben, { text: 'labelled #label', topic: 'label' })
    const discovering = ['explore', 'for-you', 'tag:label', 'topic:label', 'search:labelled']
    const isThere = async (feed: string): Promise<boolean> =>
      textsOf((await readFeed(anna, feed, { limit: 100 })).items).includes('labelled #label')
    await insertFollows(server.db, siteId, anna.userId, [ben.userId])

    await label(post.id, 'author')
    for (const feed of discovering) assert.ok(await isThere(feed), feed)
    for (const by of ['site', 'server'] as const) {
      await label(post.id, by)
      for (const feed of discovering) assert.ok(!(await isThere(feed)), feed)
      for (const feed of ['home', 'user:ben_kinds']) assert.ok(await isThere(feed), feed)
    }
  })

  it('show a post that was hidden by a decision to its author alone, and nowhere to discover', async () => {
    const post = await writePost(ben, { text: 'decided #decided' })
    await sql`update posts set hidden_at = now() where id = ${post.id}`.execute(server.db)
    const has = async (reader: TestUser, feed: string): Promise<boolean> =>
      textsOf((await readFeed(reader, feed, { limit: 100 })).items).includes('decided #decided')

    for (const feed of ['explore', 'for-you', 'tag:decided', 'home', 'user:ben_kinds', 'search:decided']) {
      assert.ok(!(await has(anna, feed)), feed)
    }
    assert.ok((await has(ben, 'user:ben_kinds')) && (await has(ben, 'home')))
  })

  it('heed mutes where posts are found, and not where somebody asks for just these', async () => {
    const post = await writePost(anna, { text: 'thread #muting' })
    const answer = await writePost(ben, { text: 'answer #muting', commentOn: post.id })
    await anna.fetch('/v1/users/ben_kinds/mutes/me', { method: 'PUT' })
    const has = async (feed: string): Promise<boolean> =>
      (await readFeed(anna, feed)).items.some((item) => item.post.id === answer.id)

    assert.deepEqual(
      [await has('tag:muting'), await has(`comments:${post.id}`), await has('user:ben_kinds')],
      [false, true, true],
    )
    await anna.fetch('/v1/users/ben_kinds/mutes/me', { method: 'DELETE' })
  })

  it('lose the posts of a suspended author without leaving empty pages', async () => {
    const noisy = await signUp(server, { handle: 'noisy_kinds', origin: testOrigins[0] })
    const { items } = await readFeed(server, 'explore', { limit: 5 })
    for (let index = 0; index < 30; index += 1) await writePost(noisy, { text: `noise ${index}` })
    await sql`update users set state = 'suspended' where id = ${noisy.userId}`.execute(server.db)

    assert.deepEqual(textsOf((await readFeed(anna, 'explore', { limit: 5 })).items), textsOf(items))
  })
})
