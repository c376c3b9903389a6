import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { insertFollows, insertPost, insertRepost, insertUser } from '../support/content-rows.ts'
import { askFeed, readAfter, readFeed, readWhole, textsOf } from '../support/feed-reading.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const origin = testOrigins[0]
const siteId = 'default'

describe('the feed home', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let cora: TestUser
  let dora: TestUser

  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_home', origin })
    ben = await signUp(server, { handle: 'ben_home', origin })
    cora = await signUp(server, { handle: 'cora_home', origin })
    dora = await signUp(server, { handle: 'dora_home', origin })
    await insertFollows(server.db, siteId, anna.userId, [ben.userId, cora.userId])
  })
  after(() => server.close())

  const relate = async (user: TestUser, method: 'PUT' | 'DELETE', handle: string, kind: string): Promise<void> => {
    const response = await user.fetch(`/v1/users/${handle}/${kind}/me`, { method })
    assert.equal(response.status, 200, await response.text())
  }
  const repost = async (user: TestUser, postId: string): Promise<string> => {
    const id = await server.db
      .transaction()
      .execute((trx) => insertRepost(trx, { siteId, userId: user.userId, postId }))
    await sql`select publish()`.execute(server.db)
    return id
  }
  const mute = async (mutedWords: string[]): Promise<void> => {
    const body = JSON.stringify({ mutedWords })
    await anna.fetch('/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body })
  }
  const home = async (): Promise<string[]> => textsOf((await readFeed(anna, 'home')).items)

  it('holds posts of followees and own ones, followers-only ones too, and no comments', async () => {
    const first = await writePost(ben, { text: 'by ben' })
    await writePost(dora, { text: 'by a stranger' })
    await writePost(cora, { text: 'for followers', visibility: 'followers' })
    await writePost(cora, { text: 'a comment', commentOn: first.id })
    await writePost(anna, { text: 'my own' })

    assert.deepEqual(await home(), ['my own', 'for followers', 'by ben'])
  })

  it('holds reposts of followees with who and when, and each post once on a page', async () => {
    const strange = await writePost(dora, { text: 'worth a look' })
    const reposts = [await repost(ben, strange.id), await repost(cora, strange.id)]
    const page = await readFeed(anna, 'home', { limit: 1 })
    const [item] = page.items
    const rest = await readFeed(anna, 'home', { limit: 3, cursor: page.next ?? '' })

    assert.equal(item?.key, reposts[1])
    assert.equal(item?.post.id, strange.id)
    assert.ok(item?.because?.kind === 'repost')
    assert.equal(item.because.by.handle, 'cora_home')
    assert.match(item.because.at, /\.\d{3}Z$/)
    assert.deepEqual(textsOf(rest.items), ['my own', 'for followers', 'by ben'])
    assert.deepEqual((await home()).slice(0, 2), ['worth a look', 'my own'])
  })

  it('follows a follow and its end at once', async () => {
    await relate(anna, 'PUT', 'dora_home', 'followers')
    const with_ = await home()
    await relate(anna, 'DELETE', 'dora_home', 'followers')

    assert.equal(with_.filter((text) => text === 'by a stranger').length, 1)
    assert.ok(!(await home()).includes('by a stranger'))
  })

  it('leaves out who is muted, as author and as one who reposts, and shows them again afterwards', async () => {
    const before = await home()
    await relate(anna, 'PUT', 'cora_home', 'mutes')
    const during = await readFeed(anna, 'home')
    await relate(anna, 'DELETE', 'cora_home', 'mutes')

    assert.ok(!textsOf(during.items).includes('for followers'))
    assert.ok(during.items[0]?.because?.kind === 'repost' && during.items[0].because.by.handle === 'ben_home')
    assert.deepEqual(await home(), before)
  })

  it('leaves out posts of whom one blocks, or who blocks, also when others repost them', async () => {
    for (const [who, handle] of [
      [anna, 'dora_home'],
      [dora, 'anna_home'],
    ] as const) {
      await relate(who, 'PUT', handle, 'blocks')
      assert.ok(!(await home()).includes('worth a look'))
      await relate(who, 'DELETE', handle, 'blocks')
    }
    assert.ok((await home()).includes('worth a look'))
  })

  it('leaves out posts with muted words, whatever their capitals, except one’s own, without needless gaps', async () => {
    await writePost(ben, { text: 'Der Spoiler: ein CAFÉ' })
    await writePost(anna, { text: 'mein café' })
    await writePost(ben, { text: 'cafeteria cafe' })
    for (let index = 0; index < 40; index += 1) await writePost(ben, { text: `#Café ${index}` })
    await mute(['café'])
    const during = await home()
    await mute([])

    assert.deepEqual(during.slice(0, 2), ['cafeteria cafe', 'mein café'])
    assert.ok(!during.includes('Der Spoiler: ein CAFÉ'))
  })

  it('finds with `after` what came since, reposts too, and opens around a post', async () => {
    const { newest } = await readFeed(anna, 'home')
    const post = await writePost(ben, { text: 'fresh' })
    const old = await writePost(dora, { text: 'foreign' })
    await repost(cora, old.id)
    const since = await readAfter(anna, 'home', newest, { limit: 1 })
    const around = await readFeed(anna, 'home', { around: post.id, limit: 3 })

    assert.deepEqual(textsOf(since.items), ['fresh', 'foreign'])
    assert.deepEqual(textsOf(around.items).slice(0, 2), ['foreign', 'fresh'])
    assert.equal((await askFeed(anna, 'home', { around: old.id })).status, 404)
  })

  it('is the same for those who follow many, near the top and deep down', async () => {
    const before = await readWhole(anna, 'home', { limit: 3 })
    const many = []
    for (let index = 0; index < 320; index += 1) many.push(await insertUser(server.db, siteId, `many_${index}`))
    await insertFollows(server.db, siteId, anna.userId, many)
    // Everything of before lies deeper than what is looked through first.
    await sql`
      insert into posts (site_id, author_id, position, visibility, comment_policy, remix_policy, ai_preferences)
      select ${siteId}, ${dora.userId}, nextval('event_seq'), 'public', 'everyone', 'everyone', '{}'
      from generate_series(1, 4100)`.execute(server.db)
    await insertPost(server.db, { siteId, authorId: many[7] ?? '', position: await nextPosition() })
    const top = await writePost(ben, { text: 'on top' })

    const all = await readWhole(anna, 'home', { limit: 20 })
    assert.deepEqual(textsOf(all), ['on top', '', ...textsOf(before)])
    assert.deepEqual(
      all.slice(2).map(({ key }) => key),
      before.map(({ key }) => key),
    )
    assert.equal(all[0]?.post.id, top.id)
  })

  async function nextPosition(): Promise<number> {
    const { rows } = await sql<{ n: number }>`select nextval('event_seq') as n`.execute(server.db)
    return rows[0]?.n ?? 0
  }
})
