import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Decision, Notification } from '@ai-feed/protocol'
import { defaultLimits, otherRoutes, routes } from '@ai-feed/protocol'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { createOwnDecisions } from '../../packages/server/dist/decisions/own-decisions.js'
import { readNotifications, readUnread } from '../support/notifications.ts'
import { relate, signUpAll } from '../support/people.ts'
import { writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('who reported', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let carla: TestUser
  let key: string
  before(async () => {
    server = await startTestServer()
    ;({ anna, ben, carla } = await signUpAll(server, ['anna', 'ben', 'carla']))
    key = (await addModerator(server.db, 'default', 'desk_of_dora')) ?? ''
  })
  after(() => server.close())

  const report = async (user: TestUser, about: { post: string } | { user: string }): Promise<string> => {
    const answer = await user.fetch(routes.reports(), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ category: 'spam', reason: 'again and again', goodFaith: true, ...about }),
    })
    assert.equal(answer.status, 201)
    return ((await answer.json()) as { id: string }).id
  }
  const decide = async (body: object): Promise<string> => {
    const answer = await server.get(otherRoutes.moderationDecisions(), {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': newKey(),
      },
      body: JSON.stringify({ ground: 'Rule 3', facts: 'Seen by dora', ...body }),
    })
    assert.equal(answer.status, 201, await answer.clone().text())
    return ((await answer.json()) as Decision).id
  }
  /** @returns the id of the appeal. */
  const appeal = async (user: TestUser, decision: string): Promise<string> => {
    const owner = { siteId: 'default', userId: user.userId }
    assert.equal(
      await createOwnDecisions({ db: server.db, limits: defaultLimits }).appeal(owner, decision, 'No'),
      undefined,
    )
    const row = server.db.selectFrom('appeals').select('id').where('decision_id', '=', decision)
    return (await row.executeTakeFirstOrThrow()).id
  }
  const answersTo = async (user: TestUser): Promise<Notification[]> =>
    (await readNotifications(user)).items.filter(({ kind }) => kind === 'report')
  const newestTo = async (user: TestUser): Promise<Notification | undefined> => (await answersTo(user))[0]

  it('hears once that action was taken, with nothing of why and by whom', async () => {
    const post = await writePost(anna, { text: 'buy this' })
    await report(ben, { post: post.id })
    await report(ben, { post: post.id })
    await report(carla, { post: post.id })
    const before = await readUnread(ben)

    await decide({ kind: 'hide', post: post.id })

    for (const user of [ben, carla]) {
      const [told, ...more] = await answersTo(user)
      assert.deepEqual([told?.outcome, told?.post, more], ['acted', { id: post.id, state: 'hidden' }, []])
      assert.deepEqual(
        told?.actors.map(({ handle }) => handle),
        [user.handle],
      )
      assert.doesNotMatch(JSON.stringify(told), /Rule 3|dora|hide|anna/)
    }
    assert.equal(await readUnread(ben), before + 1)
    assert.deepEqual(await answersTo(anna), [])
  })

  it('hears that nothing was to be done, and others whose reports still wait hear nothing', async () => {
    const post = await writePost(anna, { text: 'good morning' })
    const id = await report(ben, { post: post.id })
    await report(carla, { post: post.id })
    const before = (await answersTo(carla)).length

    await decide({ kind: 'none', report: id })

    const told = await newestTo(ben)
    assert.deepEqual([told?.outcome, told?.post?.id, told?.post?.state], ['none', post.id, 'visible'])
    assert.equal((await answersTo(carla)).length, before)
  })

  it('hears of a post that was removed, and of one whose author deletes it later', async () => {
    const removed = await writePost(anna, { text: 'must go' })
    const kept = await writePost(anna, { text: 'may stay' })
    await report(ben, { post: removed.id })
    const about = await report(carla, { post: kept.id })

    await decide({ kind: 'remove', post: removed.id })
    await decide({ kind: 'none', report: about })
    await anna.fetch(routes.post(kept.id), { method: 'DELETE' })

    const [toBen, toCarla] = [await newestTo(ben), await newestTo(carla)]
    assert.deepEqual([toBen?.outcome, toBen?.post], ['acted', { id: removed.id, state: 'deleted' }])
    assert.deepEqual([toCarla?.outcome, toCarla?.post], ['none', { id: kept.id, state: 'deleted' }])
  })

  it('hears of a user who was reported, also one whom they block, without being told whom', async () => {
    const { dario } = await signUpAll(server, ['dario'])
    await report(ben, { user: dario.handle })
    await relate(ben, 'blocks', dario)

    await decide({ kind: 'suspend', user: dario.handle })

    const told = await newestTo(ben)
    assert.deepEqual([told?.outcome, told?.post], ['acted', undefined])
    assert.doesNotMatch(JSON.stringify(told), /dario/)
  })

  it('hears the outcome once more when an appeal has reversed it, and nothing when it is upheld', async () => {
    const [wrong, right] = [await writePost(anna, { text: 'satire' }), await writePost(anna, { text: 'no satire' })]
    await report(ben, { post: wrong.id })
    await report(carla, { post: right.id })
    const hidden = await decide({ kind: 'hide', post: wrong.id })
    const upheld = await decide({ kind: 'hide', post: right.id })
    const before = (await answersTo(carla)).length

    await decide({ kind: 'reverse', appeal: await appeal(anna, hidden) })
    await decide({ kind: 'uphold', appeal: await appeal(anna, upheld) })

    const [last, first] = await answersTo(ben)
    assert.deepEqual([first?.outcome, last?.outcome], ['acted', 'none'])
    assert.deepEqual([last?.post?.id, last?.post?.state], [wrong.id, 'visible'])
    assert.doesNotMatch(JSON.stringify(last?.actors), /dora|desk|anna/)
    assert.equal((await answersTo(carla)).length, before)
  })

  it('hears nothing of a reversal that changes nothing, and the outcome of one about a user', async () => {
    const { emma } = await signUpAll(server, ['emma'])
    const post = await writePost(anna, { text: 'twice wrong' })
    await report(ben, { post: post.id })
    const first = await decide({ kind: 'hide', post: post.id })
    await decide({ kind: 'hide', post: post.id })
    await report(carla, { user: emma.handle })
    const suspended = await decide({ kind: 'suspend', user: emma.handle })
    const before = (await answersTo(ben)).length

    await decide({ kind: 'reverse', appeal: await appeal(anna, first) })
    await decide({ kind: 'reverse', appeal: await appeal(emma, suspended) })

    assert.equal((await answersTo(ben)).length, before)
    const told = await newestTo(carla)
    assert.deepEqual([told?.outcome, told?.post], ['none', undefined])
  })

  it('hears that nothing was to be done when what was reported is shown again', async () => {
    const post = await writePost(anna, { text: 'hidden and seen' })
    await report(ben, { post: post.id })
    await decide({ kind: 'show', post: post.id })

    assert.equal((await newestTo(ben))?.outcome, 'none')
  })
})
