import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { FeedPage } from '@ai-feed/protocol'
import { postDecisions } from '../../packages/server/dist/posts/decide-post.js'
import { editPost } from '../support/edits.ts'
import { readEvents } from '../support/event-reader.ts'
import type { EventReader } from '../support/event-reader.ts'
import { relate, signUpAll } from '../support/people.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('a post that somebody may not see', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let cleo: TestUser
  before(async () => {
    server = await startTestServer()
    ;({ anna, ben, cleo } = await signUpAll(server, ['anna_hides', 'ben_follows', 'cleo_looks']).then((users) => ({
      anna: users.anna_hides,
      ben: users.ben_follows,
      cleo: users.cleo_looks,
    })))
    await relate(ben, 'followers', anna)
  })
  after(() => server.close())

  const hide = async (id: string): Promise<void> => {
    await server.db.transaction().execute((trx) => postDecisions.hide(trx, 'default', id))
    await sql`select publish()`.execute(server.db)
  }

  it('is named to its followers alone when a decision hides it', async () => {
    const path = '/v1/events?feed=user:anna_hides&feed=explore'
    const home = await readEvents(ben.fetch('/v1/events?feed=home'))
    const streams = [
      await readEvents(ben.fetch(path)),
      await readEvents(cleo.fetch(path)),
      await readEvents(server.get(path)),
    ]
    const post = await writePost(anna, { text: 'for followers', visibility: 'followers' })

    await hide(post.id)
    const { id: end } = await writePost(ben, { text: 'the end' })
    await Promise.all(streams.map((reader) => reader.find(({ data }) => data['postId'] === end)))

    const told = (reader: EventReader): unknown[] =>
      reader.events.flatMap(({ kind, data }) => (kind === 'post.deleted' ? [data['postId']] : []))
    await home.find(({ data }) => data['postId'] === end)
    assert.deepEqual([home, ...streams].map(told), [[post.id], [post.id], [], []])
    await Promise.all([home, ...streams].map((reader) => reader.close()))
  })

  it('does not show by a muted word that stands in it, where others quote it', async () => {
    const secret = await writePost(anna, { text: 'about the xylophone' })
    const quote = await writePost(ben, { text: 'as she says', quote: secret.id })
    await editPost(anna, await readPost(anna, secret.id), { visibility: 'followers' })
    const isListed = async (reader: TestUser): Promise<boolean> => {
      const page = (await (await reader.fetch('/v1/feeds/explore?viewer=me')).json()) as FeedPage
      return page.items.some(({ post }) => post.id === quote.id)
    }
    const mute = (user: TestUser): Promise<Response> =>
      user.fetch('/v1/me', {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ mutedWords: ['xylophone'] }),
      })
    const dora = (await signUpAll(server, ['dora_follows'])).dora_follows
    await relate(dora, 'followers', anna)

    await Promise.all([mute(cleo), mute(dora)])

    assert.equal(await isListed(cleo), true)
    assert.equal(await isListed(dora), false)
  })
})
