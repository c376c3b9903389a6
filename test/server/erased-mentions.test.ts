import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Segment } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { sweepEvents } from '../../packages/server/dist/events/event-log.js'
import { createDeleteNow } from '../../packages/server/dist/rights-commands.js'
import { editPost } from '../support/edits.ts'
import { readEvents } from '../support/event-reader.ts'
import { readFeed, textsOf } from '../support/feed-reading.ts'
import { findAnywhere } from '../support/find-anywhere.ts'
import { readUser, signUpAll } from '../support/people.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the name of a deleted user', () => {
  let server: TestServer
  let ben: TestUser
  let vera: TestUser
  before(async () => {
    server = await startTestServer()
    ;({ ben, vera_1: vera } = await signUpAll(server, ['ben', 'vera_1', 'vera_12']))
  })
  after(() => server.close())

  const describeMe = async (bio: string): Promise<void> => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await ben.fetch('/v1/me', { method: 'PATCH', headers, body: JSON.stringify({ bio }) })
    assert.equal(answer.status, 200)
  }
  const joined = (text: readonly Segment[]): string => text.map((segment) => segment.text).join('')

  it('stands in no text of others: post, comment, earlier text, profile and search', async () => {
    const post = await writePost(ben, { text: 'Look, @Vera_1 and @vera_12: #sea' })
    const comment = await writePost(ben, { text: '@vera_1!', commentOn: post.id })
    const edited = await writePost(ben, { text: 'by @vera_1' })
    await editPost(ben, edited, { text: 'by nobody' })
    await describeMe('Friend of @VERA_1, not of @vera_12 or a@vera_1')
    const stream = await readEvents(server.get('/v1/events?feed=explore'))

    await createDeleteNow(server.db)('default', vera.userId)

    const after = await readPost(server, post.id)
    assert.deepEqual(after.text, [
      { type: 'text', text: 'Look, @… and ' },
      { type: 'mention', text: '@vera_12', handle: 'vera_12' },
      { type: 'text', text: ': ' },
      { type: 'tag', text: '#sea', tag: 'sea' },
    ])
    assert.equal(after.editedAt, undefined)
    assert.deepEqual((await readPost(server, comment.id)).text, [{ type: 'text', text: '@…!' }])
    const edits = (await (await ben.fetch(`/v1/posts/${edited.id}/edits`)).json()) as { items: { text: Segment[] }[] }
    assert.deepEqual(
      edits.items.map(({ text }) => joined(text)),
      ['by @…'],
    )
    assert.equal(joined((await readUser(server, 'ben'))?.bio ?? []), 'Friend of @…, not of @vera_12 or a@vera_1')
    await describeMe('')
    assert.deepEqual(textsOf((await readFeed(server, 'search', { q: '@vera_1' })).items), [joined(after.text)])
    assert.deepEqual(await findAnywhere(server.db, ['"vera_1"', '@vera_1 ', "'@vera_1'"]), [])
    await stream.find(({ kind, data }) => kind === 'post.updated' && data['postId'] === post.id)
    await stream.close()
  })

  it('and the tags of a deleted post are in no event that is older than a day, not even in the newest', async () => {
    const post = await writePost(ben, { text: '#xylophone' })
    await ben.fetch(`/v1/posts/${post.id}`, { method: 'DELETE' })
    await sql`update events set at = now() - interval '25 hours'`.execute(server.db)

    await sweepEvents(server.db)

    assert.deepEqual(await findAnywhere(server.db, ['xylophone']), [])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from events`.execute(server.db)
    assert.equal(rows[0]?.n, 1)
  })
})
