import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Appeal, Decision, FeedPage, Media, Post } from '@ai-feed/protocol'
import { defaultLimits, otherRoutes, routes } from '@ai-feed/protocol'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { sweepRemovals } from '../../packages/server/dist/decisions/sweep-removals.js'
import { erasePost } from '../../packages/server/dist/posts/decide-post.js'
import { enterAccount } from '../support/account-browser.ts'
import { findAnywhere } from '../support/find-anywhere.ts'
import { readUser, signUpAll } from '../support/people.ts'
import { gradient } from '../support/pictures.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('what a decision removed', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let key: string
  before(async () => {
    server = await startTestServer({ limits: { signInsPerIpHour: 100, signInsPerAccount5Min: 100 } })
    ;({ anna, ben } = await signUpAll(server, ['anna', 'ben']))
    key = (await addModerator(server.db, 'default', 'desk')) ?? ''
  })
  after(() => server.close())

  const ask = (path: string, body?: object): Promise<Response> =>
    server.get(path, {
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
      ...(body && { method: 'POST', body: JSON.stringify({ ground: 'Rule 3', ...body }) }),
    })
  const decide = async (body: object): Promise<Decision> => {
    const answer = await ask(otherRoutes.moderationDecisions(), body)
    assert.equal(answer.status, 201, await answer.clone().text())
    return (await answer.json()) as Decision
  }
  const appeal = async (decision: Decision): Promise<string> => {
    const { browser, open } = await enterAccount(server, { handle: 'anna' })
    await browser.submit(await open(`/account/decisions/${decision.id}`), 'Send appeal', { reason: 'It is art' })
    const { items } = (await (await ask(`${otherRoutes.moderationAppeals()}?state=open`)).json()) as { items: Appeal[] }
    return items.find((one) => one.decision.id === decision.id)?.id ?? ''
  }
  const writeWithPicture = async (text: string): Promise<Post> => {
    const body = new Uint8Array(await gradient(60, 40).png().toBuffer())
    const { id } = (await (await anna.fetch('/v1/media', { method: 'POST', body })).json()) as Media
    return writePost(anna, { text, media: [{ id, alt: 'a wash' }] })
  }
  const statusOf = async (path: string): Promise<number> => (await server.get(path)).status
  const pictureOf = ({ media }: Post): string => new URL(media[0]?.sources[0]?.url ?? '').pathname
  const isIn = async (feed: string, id: string): Promise<boolean> => {
    const answer = await ben.fetch(`/v1/feeds/${encodeURIComponent(feed)}?limit=98&viewer=me`)
    return ((await answer.json()) as FeedPage).items.some(({ post }) => post.id === id)
  }
  const age = (id: string, days: number): Promise<unknown> =>
    sql`update posts set removed_at = removed_at - make_interval(days => ${days}) where id = ${id}`.execute(server.db)
  const sweep = (): Promise<number> => sweepRemovals({ db: server.db, erasePost }, defaultLimits.appealDays)
  const rowOf = async (id: string) =>
    server.db.selectFrom('posts').select(['text', 'removed_at', 'deleted_at']).where('id', '=', id).executeTakeFirst()

  it('is gone for everybody, its author too, with its pictures and out of every feed and count', async () => {
    const above = await writePost(ben, { text: 'above' })
    const post = await writeWithPicture('hazy #lake by @ben')
    const wear = (): Promise<Response> =>
      anna.fetch('/v1/me', {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ avatar: post.media[0]?.id }),
      })
    assert.equal((await wear()).status, 200)
    const comment = await writePost(anna, { text: 'rude', commentOn: above.id })
    await ben.fetch(routes.mark(post.id, 'likes'), { method: 'PUT' })
    await ben.fetch(routes.mark(post.id, 'bookmarks'), { method: 'PUT' })
    await ben.fetch(routes.mark(post.id, 'reposts'), { method: 'PUT' })

    await decide({ kind: 'remove', post: post.id })
    await decide({ kind: 'remove', post: comment.id })

    assert.equal((await anna.fetch(`/v1/posts/${post.id}?viewer=me`)).status, 404)
    assert.equal(await statusOf(pictureOf(post)), 410)
    assert.equal((await wear()).status, 404)
    assert.equal((await readUser(server, 'anna'))?.avatar, undefined)
    for (const feed of ['explore', 'for-you', 'home', 'user:anna', 'tag:lake', 'likes', 'bookmarks', 'search:hazy']) {
      assert.equal(await isIn(feed, post.id), false, feed)
    }
    assert.equal((await readPost(server, above.id)).counts.comments, 0)
    assert.equal((await ben.fetch(routes.mark(post.id, 'likes'), { method: 'PUT' })).status, 404)
  })

  it('is back with everything when its author is right', async () => {
    const above = await writePost(ben, { text: 'above' })
    const post = await writeWithPicture('clear #pond')
    const comment = await writePost(anna, { text: 'kind', commentOn: above.id })
    await ben.fetch(routes.mark(post.id, 'likes'), { method: 'PUT' })
    const made = await appeal(await decide({ kind: 'remove', post: post.id }))
    await decide({ kind: 'remove', post: comment.id })

    await decide({ kind: 'reverse', appeal: made })
    await decide({ kind: 'show', post: comment.id })

    const back = await readPost(server, post.id)
    assert.deepEqual([back.text, back.counts.likes, back.media[0]?.alt], [post.text, 1, 'a wash'])
    assert.equal(await statusOf(pictureOf(post)), 200)
    for (const feed of ['explore', 'user:anna', 'tag:pond', 'likes', 'search:clear']) {
      assert.equal(await isIn(feed, post.id), true, feed)
    }
    assert.equal((await readPost(server, above.id)).counts.comments, 1)
    await sweep()
    assert.equal(await statusOf(pictureOf(post)), 200)
  })

  it('stays hidden when it was hidden as well', async () => {
    const post = await writePost(anna, { text: 'twice' })
    await decide({ kind: 'hide', post: post.id })
    const made = await appeal(await decide({ kind: 'remove', post: post.id }))

    await decide({ kind: 'reverse', appeal: made })

    assert.deepEqual([await statusOf(routes.post(post.id)), (await readPost(anna, post.id)).id], [404, post.id])
  })

  it('is erased when nobody can appeal any more, and not while an appeal waits', async () => {
    const [over, waiting, young] = [
      await writeWithPicture('Over and done'),
      await writePost(anna, { text: 'waiting' }),
      await writePost(anna, { text: 'young' }),
    ]
    await decide({ kind: 'remove', post: over.id })
    const made = await appeal(await decide({ kind: 'remove', post: waiting.id }))
    await decide({ kind: 'remove', post: young.id })
    await age(over.id, defaultLimits.appealDays + 1)
    await age(waiting.id, defaultLimits.appealDays + 1)
    await age(young.id, defaultLimits.appealDays - 1)

    await sweep()

    assert.deepEqual((await rowOf(over.id))?.text, [])
    assert.deepEqual(await findAnywhere(server.db, ['Over and done']), [])
    assert.notDeepEqual((await rowOf(young.id))?.text, [])
    assert.notDeepEqual((await rowOf(waiting.id))?.text, [])
    const due = await server.db.selectFrom('blob_deletions').select('key').execute()
    assert.ok(due.some((row) => row.key === `default/${over.media[0]?.id}`))
    await decide({ kind: 'uphold', appeal: made })
    await sweep()
    assert.deepEqual((await rowOf(waiting.id))?.text, [])
  })

  it('is erased at once where the decision says so, and cannot come back', async () => {
    const post = await writeWithPicture('Unlawful words')
    const removed = await decide({ kind: 'remove', post: post.id, erase: true })
    const made = await appeal(removed)

    await decide({ kind: 'reverse', appeal: made })

    assert.equal(removed.erase, true)
    assert.deepEqual(await findAnywhere(server.db, ['Unlawful words']), [])
    assert.equal(await statusOf(routes.post(post.id)), 404)
    assert.equal(
      (await ask(otherRoutes.moderationDecisions(), { kind: 'hide', post: post.id, erase: true })).status,
      400,
    )
    const { open } = await enterAccount(server, { handle: 'anna' })
    assert.match((await open(`/account/decisions/${removed.id}`)).html, /cannot be brought back/)
  })

  it('can still be erased by its author, and by a later decision', async () => {
    const own = await writePost(anna, { text: 'Own wish' })
    const later = await writePost(anna, { text: 'Later wish' })
    await decide({ kind: 'remove', post: own.id })
    await decide({ kind: 'remove', post: later.id })

    assert.equal((await anna.fetch(routes.post(own.id), { method: 'DELETE' })).status, 204)
    await decide({ kind: 'remove', post: later.id, erase: true })

    assert.deepEqual([(await rowOf(own.id))?.text, (await rowOf(later.id))?.text], [[], []])
    assert.equal((await ask(otherRoutes.moderationDecisions(), { kind: 'show', post: own.id })).status, 404)
  })
})
