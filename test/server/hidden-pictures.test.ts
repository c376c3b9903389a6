import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Media, Post } from '@ai-feed/protocol'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { relate, readUser, signUpAll } from '../support/people.ts'
import { gradient } from '../support/pictures.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('pictures that not everybody may see', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let picture: Uint8Array<ArrayBuffer>
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000, signUpsPerIpHour: 100 } })
    ;({ anna, ben } = await signUpAll(server, ['anna', 'ben']))
    await relate(ben, 'followers', anna)
    picture = new Uint8Array(await gradient(60, 40).png().toBuffer())
  })
  after(() => server.close())

  const post = async (visibility: 'public' | 'followers'): Promise<Post> => {
    const { id } = (await (await anna.fetch('/v1/media', { method: 'POST', body: picture })).json()) as Media
    return writePost(anna, { media: [{ id, alt: 'a wash' }], visibility })
  }
  const urlOf = ({ media }: Post): URL => new URL(media[0]?.sources[0]?.url ?? '')
  const statusOf = async (url: URL): Promise<number> => {
    const response = await server.get(url.pathname + url.search)
    await response.body?.cancel()
    return response.status
  }
  const bare = (url: URL): URL => new URL(url.pathname, url)
  const widen = (id: string, visibility: string): Promise<unknown> =>
    sql`update posts set visibility = ${visibility} where id = ${id}`.execute(server.db)

  const wear = (avatar = ''): Promise<Response> => {
    const headers = { 'Content-Type': 'application/json' }
    return anna.fetch('/v1/me', { method: 'PATCH', headers, body: JSON.stringify({ avatar }) })
  }
  const hide = async (id: string): Promise<void> => {
    const key = await addModerator(server.db, 'default', newKey())
    const headers = {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': newKey(),
    }
    const body = JSON.stringify({ kind: 'hide', post: id, ground: 'Rule 3' })
    const answer = await server.get('/v1/moderation/decisions', { method: 'POST', headers, body })
    assert.equal(answer.status, 201, await answer.text())
  }

  it('have signed addresses, for followers too', async () => {
    const { id } = await post('followers')
    const url = urlOf(await readPost(ben, id))

    assert.ok(url.searchParams.has('s'))
    assert.deepEqual([await statusOf(url), await statusOf(bare(url))], [200, 403])
  })

  it('close and open with the visibility of their post', async () => {
    const { id } = await post('public')
    const open = urlOf(await readPost(server, id))
    await widen(id, 'followers')
    const closed = await statusOf(open)
    const signed = urlOf(await readPost(ben, id))
    await widen(id, 'public')

    assert.deepEqual([open.search, closed], ['', 403])
    assert.ok(signed.searchParams.has('s'))
    assert.deepEqual([urlOf(await readPost(ben, id)).search, await statusOf(open)], ['', 200])
  })

  it('are closed while their owner is suspended, avatars and signed addresses too', async () => {
    const made = await post('public')
    const url = urlOf(made)
    const headers = { 'Content-Type': 'application/json' }
    const { id } = (await (await anna.fetch('/v1/media', { method: 'POST', body: picture })).json()) as Media
    const body = JSON.stringify({ avatar: id })
    const me = (await (await anna.fetch('/v1/me', { method: 'PATCH', headers, body })).json()) as Post['author']
    const avatar = new URL(me.avatar?.url ?? '')
    const signed = urlOf(await readPost(ben, (await post('followers')).id))
    assert.equal(await statusOf(signed), 200)
    await setUserState(server.db, 'default', 'anna', 'suspended')
    assert.equal(await statusOf(signed), 403)
    const during = [await statusOf(url), await statusOf(avatar)]
    await setUserState(server.db, 'default', 'anna', 'active')

    assert.deepEqual(during, [403, 403])
    assert.deepEqual([await statusOf(url), await statusOf(avatar)], [200, 200])
  })

  it('are closed while a decision hides their post, except for its author', async () => {
    const { id } = await post('public')
    const open = urlOf(await readPost(server, id))
    await sql`update posts set hidden_at = now() where id = ${id}`.execute(server.db)
    const own = urlOf(await readPost(anna, id))

    assert.equal(await statusOf(open), 403)
    assert.equal(await statusOf(own), 200)
  })

  it('are no avatar either while a decision hides their post', async () => {
    const [worn, wanted] = [await post('public'), await post('public')]
    const [open, later] = [urlOf(worn), urlOf(wanted)]
    assert.equal((await wear(worn.media[0]?.id)).status, 200)
    await hide(worn.id)
    await hide(wanted.id)

    assert.equal((await wear(wanted.media[0]?.id)).status, 404)
    assert.deepEqual([await statusOf(open), await statusOf(later)], [403, 403])
    assert.equal((await readUser(server, 'anna'))?.avatar, undefined)
  })
})
