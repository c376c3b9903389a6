import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { otherRoutes, routes } from '@ai-feed/protocol'
import type { Media, Me, Source } from '@ai-feed/protocol'
import { relate, readUser, signUpAll } from '../support/people.ts'
import { gradient } from '../support/pictures.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('an avatar', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let picture: Uint8Array<ArrayBuffer>
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000, signUpsPerIpHour: 100 } })
    ;({ anna, ben } = await signUpAll(server, ['anna', 'ben']))
    picture = new Uint8Array(await gradient(800, 600).png().toBuffer())
  })
  after(() => server.close())

  const upload = async (user = anna): Promise<Media> =>
    (await (await user.fetch('/v1/media', { method: 'POST', body: picture })).json()) as Media
  const wear = async (avatar: string, user = anna): Promise<Me> => {
    const headers = { 'Content-Type': 'application/json' }
    const response = await user.fetch('/v1/me', { method: 'PATCH', headers, body: JSON.stringify({ avatar }) })
    const body: unknown = await response.json()
    assert.equal(response.status, 200, JSON.stringify(body))
    return body as Me
  }
  const statusOf = async (url: string): Promise<number> => {
    const response = await server.get(new URL(url).pathname)
    await response.body?.cancel()
    return response.status
  }

  it('stands as its smallest source beside everything that its user does', async () => {
    const media = await upload()
    const { avatar } = await wear(media.id)
    const post = await writePost(anna, { text: 'a face' })
    const answer = await writePost(ben, { text: 'hello', commentOn: post.id })
    await relate(anna, 'followers', ben)
    const follower = (
      (await (await server.get(otherRoutes.followers('ben'))).json()) as { items: { avatar: Source }[] }
    ).items[0]
    const completed = (await (await ben.fetch('/v1/users?q=an')).json()) as { items: { avatar: Source }[] }

    assert.deepEqual([avatar?.width, avatar?.height], [320, 240])
    assert.equal(await statusOf(avatar?.url ?? ''), 200)
    for (const other of [
      (await readUser(server, 'anna'))?.avatar,
      (await readPost(ben, post.id)).author.avatar,
      (await readPost(server, answer.id)).commentOn?.author?.avatar,
      follower?.avatar,
      completed.items[0]?.avatar,
    ])
      assert.deepEqual(other, avatar)
  })

  it('that is replaced is a draft again: private, and free for a post', async () => {
    const [first, second] = [await upload(), await upload()]
    const { avatar } = await wear(first.id)
    await wear(second.id)

    assert.equal(await statusOf(avatar?.url ?? ''), 403)
    const post = await writePost(anna, { media: [{ id: first.id, alt: 'me, once' }] })
    assert.equal(post.media[0]?.id, first.id)
  })

  it('stays in its post when the user wears another one', async () => {
    const media = await upload()
    const post = await writePost(anna, { media: [{ id: media.id, alt: 'me' }] })
    await wear(media.id)
    const { avatar } = await wear('')

    assert.equal(avatar, undefined)
    assert.equal((await readUser(server, 'anna'))?.avatar, undefined)
    assert.equal((await readPost(server, post.id)).media[0]?.id, media.id)
  })

  it('is gone with its picture', async () => {
    const media = await upload()
    const post = await writePost(anna, { media: [{ id: media.id, alt: 'me' }] })
    await wear(media.id)
    await anna.fetch(routes.post(post.id), { method: 'DELETE' })

    assert.equal((await readUser(server, 'anna'))?.avatar, undefined)
  })

  it('is a picture of the user alone', async () => {
    const media = await upload(ben)
    const headers = { 'Content-Type': 'application/json' }
    const body = JSON.stringify({ avatar: media.id })

    assert.equal((await anna.fetch('/v1/me', { method: 'PATCH', headers, body })).status, 404)
  })
})
