import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Media } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { askFeed, readAfter, readFeed, readWhole, textsOf } from '../support/feed-reading.ts'
import { gradient } from '../support/pictures.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the feed search', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  before(async () => {
    server = await startTestServer({ limits: { searchesPerMinute: 1_000 } })
    anna = await signUp(server, { handle: 'anna_finds', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_finds', origin: testOrigins[0] })
  })
  after(() => server.close())

  const search = async (q: string, reader: TestUser | TestServer = server): Promise<string[]> =>
    textsOf((await readFeed(reader, 'search', { q })).items)
  const upload = async (): Promise<Media> =>
    (await (
      await anna.fetch('/v1/media', { method: 'POST', body: new Uint8Array(await gradient(40, 30).png().toBuffer()) })
    ).json()) as Media

  it('finds words of the text by their beginning, newest first, with q and as search:{text}', async () => {
    await writePost(anna, { text: 'A lighthouse in the storm' })
    await writePost(ben, { text: 'Lighthouses at dusk' })

    assert.deepEqual(await search('LIGHTHOUSE'), ['Lighthouses at dusk', 'A lighthouse in the storm'])
    assert.deepEqual(await search('light storm'), [])
    assert.deepEqual(await search('lighthouse sto'), ['A lighthouse in the storm'])
    assert.deepEqual(textsOf((await readFeed(server, 'search:lighthouse storm')).items), ['A lighthouse in the storm'])
    assert.deepEqual(await search('"in the storm"'), ['A lighthouse in the storm'])
    assert.deepEqual(await search('"the in storm"'), [])
    assert.deepEqual(await search('!?'), [])
  })

  it('finds German without its dots, and Chinese and Japanese inside of sentences', async () => {
    await writePost(anna, { text: 'Schöne Grüße aus Köln' })
    await writePost(anna, { text: '今天我在東京塔看夜景' })
    await writePost(anna, { text: '夜の東京タワーを描いた' })

    assert.deepEqual(await search('grusse koln'), ['Schöne Grüße aus Köln'])
    assert.deepEqual(await search('GRÜSSE'), ['Schöne Grüße aus Köln'])
    assert.deepEqual(await search('東京'), ['夜の東京タワーを描いた', '今天我在東京塔看夜景'])
    assert.deepEqual(await search('京東'), [])
    assert.deepEqual(await search('タワー'), ['夜の東京タワーを描いた'])
  })

  it('finds tags, authors, mentions, alt texts and prompts', async () => {
    const { id } = await upload()
    await sql`update media set provenance = '{"ai": "generated", "prompt": "zeppelin over alps"}' where id = ${id}`.execute(
      server.db,
    )
    await writePost(anna, { text: 'picture', media: [{ id, alt: 'An airship in pink clouds' }] })
    await writePost(ben, { text: 'hello @anna_finds #SkyHigh' })

    assert.deepEqual(await search('pink airship'), ['picture'])
    assert.deepEqual(await search('zeppelin'), ['picture'])
    assert.deepEqual(await search('#skyhigh'), ['hello @anna_finds #SkyHigh'])
    assert.deepEqual(await search('hello @anna_finds'), ['hello @anna_finds #SkyHigh'])
    assert.ok(
      (await search('@ben_finds')).every((text) => text === 'hello @anna_finds #SkyHigh' || text.startsWith('Light')),
    )
  })

  it('shows only what its reader may see, no comments, and forgets what is deleted at once', async () => {
    const open = await writePost(anna, { text: 'walrus open' })
    await writePost(anna, { text: 'walrus closed', visibility: 'followers' })
    await writePost(ben, { text: 'walrus comment', commentOn: open.id })

    assert.deepEqual(await search('walrus'), ['walrus open'])
    assert.deepEqual(await search('walrus', anna), ['walrus closed', 'walrus open'])
    await anna.fetch(`/v1/posts/${open.id}`, { method: 'DELETE' })
    assert.deepEqual(await search('walrus'), [])
    const { rows } = await sql`select from post_search where post_id = ${open.id}`.execute(server.db)
    assert.equal(rows.length, 0)
  })

  it('knows an edited post by its new words at once', async () => {
    const post = await writePost(anna, { text: 'before pangolin' })
    const edited = await anna.fetch(`/v1/posts/${post.id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'If-Match': `"${post.version}"` },
      body: JSON.stringify({ text: 'after quokka' }),
    })

    assert.equal(edited.status, 200)
    assert.deepEqual([await search('pangolin'), await search('quokka')], [[], ['after quokka']])
  })

  it('is walked in pages, with `after` and around a post; a cursor belongs to its words', async () => {
    const ids = []
    for (let index = 0; index < 5; index += 1) ids.push((await writePost(anna, { text: `gecko ${index}` })).id)
    const first = await readFeed(server, 'search', { q: 'gecko', limit: 2 })
    await writePost(anna, { text: 'gecko fresh' })
    const since = await readAfter(server, 'search:gecko', first.newest)
    const around = await readFeed(server, 'search', { q: 'gecko', around: ids[2] ?? '', limit: 3 })
    const other = await askFeed(server, 'search', { q: 'geck', cursor: first.next ?? '' })

    assert.deepEqual(textsOf(await readWhole(server, 'search:gecko', { limit: 2 })), [
      'gecko fresh',
      ...[4, 3, 2, 1, 0].map((index) => `gecko ${index}`),
    ])
    assert.deepEqual(textsOf(since.items), ['gecko fresh'])
    assert.deepEqual(textsOf(around.items), ['gecko 3', 'gecko 2', 'gecko 1'])
    assert.equal(other.status, 400)
  })

  it('finds old posts that lie deeper than what is looked through', async () => {
    await writePost(anna, { text: 'an old axolotl' })
    await sql`
      insert into posts (site_id, author_id, position, visibility, comment_policy, remix_policy, ai_preferences)
      select 'default', ${ben.userId}, nextval('event_seq'), 'public', 'everyone', 'everyone', '{}'
      from generate_series(1, 2100)`.execute(server.db)

    assert.deepEqual(await search('axolotl'), ['an old axolotl'])
  })

  it('refuses no words, too many characters, and too many searches', async () => {
    const few = await startTestServer({ limits: { searchesPerMinute: 2 } })
    const codes = []
    for (const q of ['a', 'b', 'c']) {
      const response = await askFeed(few, 'search', { q })
      codes.push([response.status, response.headers.has('Retry-After')])
    }
    await few.close()

    assert.deepEqual(codes, [
      [200, false],
      [200, false],
      [429, true],
    ])
    for (const q of ['', '  ']) assert.equal((await askFeed(server, 'search', { q })).status, 400)
    assert.equal((await askFeed(server, 'search', { q: 'x'.repeat(201) })).status, 400)
  })
})
