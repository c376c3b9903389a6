import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { editPost } from '../support/edits.ts'
import { readEvents } from '../support/event-reader.ts'
import { readNotifications } from '../support/notifications.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('an edit of a post', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser

  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_edits', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_sees', origin: testOrigins[0] })
  })
  after(() => server.close())

  it('tells those whom it mentions, once', async () => {
    let post = await writePost(anna, { text: 'hello' })
    for (const text of ['hello @ben_sees', 'hello', 'hello again @ben_sees'])
      post = await editPost(anna, post, { text })

    const told = (await readNotifications(ben)).items.filter((item) => item.post?.id === post.id)
    assert.deepEqual(
      told.map(({ kind, actorCount }) => [kind, actorCount]),
      [['mention', 1]],
    )
  })

  it('reaches the streams of readers', async () => {
    const post = await writePost(anna, { text: 'live' })
    const stream = await readEvents(server.get('/v1/events?feed=explore'))
    try {
      const edited = await editPost(anna, post, { text: 'live and changed' })
      const { data } = await stream.find(({ kind }) => kind === 'post.updated')

      assert.deepEqual([data['postId'], data['version']], [post.id, edited.version])
      assert.ok(!stream.text().includes('changed'))
    } finally {
      await stream.close()
    }
  })

  it('that closes a post to followers tells other readers that it is gone, and its author that it changed', async () => {
    const post = await writePost(anna, { text: 'closing' })
    const open = await readEvents(server.get('/v1/events?feed=explore'))
    const other = await readEvents(ben.fetch('/v1/events?feed=explore'))
    const own = await readEvents(anna.fetch('/v1/events?feed=explore'))
    try {
      await editPost(anna, post, { visibility: 'followers' })
      const last = await writePost(anna, { text: 'after' })
      const kinds = async (reader: typeof open): Promise<string[]> => {
        await reader.find(({ data }) => data['postId'] === last.id)
        return reader.events.filter(({ data }) => data['postId'] === post.id).map(({ kind }) => kind)
      }

      assert.deepEqual(await kinds(open), ['post.deleted'])
      assert.deepEqual(await kinds(other), ['post.deleted'])
      assert.deepEqual(await kinds(own), ['post.updated'])
    } finally {
      await Promise.all([open, other, own].map((reader) => reader.close()))
    }
  })
})
