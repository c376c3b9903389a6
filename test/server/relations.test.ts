import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import type { Problem, User } from '@ai-feed/protocol'
import { readNotifications } from '../support/notifications.ts'
import { readUser, relate, signUpAll } from '../support/people.ts'
import type { Relation } from '../support/people.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('what users are to each other', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let cleo: TestUser
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000, signUpsPerIpHour: 100, mutesPerUser: 2 } })
    ;({ anna, ben, cleo } = await signUpAll(server, ['anna', 'ben', 'cleo']))
  })
  after(() => server.close())

  const stranger = { following: false, followedBy: false, blocking: false, muting: false }
  const refusal = async (user: TestUser, kind: Relation, handle: string, method = 'PUT'): Promise<Problem> => {
    const response = await user.fetch(routes.relation(handle, kind), { method })
    assert.notEqual(response.status, 200)
    return (await response.json()) as Problem
  }
  const countsOf = async (user: TestUser): Promise<User['counts'] | undefined> =>
    (await readUser(server, user.handle))?.counts

  it('shows to both, counts once, and ends as often as one likes', async () => {
    const first = await relate(anna, 'followers', ben)
    const second = await relate(anna, 'followers', ben)
    const seenByBen = await readUser(ben, 'anna')
    const last = await relate(anna, 'followers', ben, false)
    const again = await relate(anna, 'followers', ben, false)

    assert.deepEqual([first.viewer, first.counts.followers], [{ ...stranger, following: true }, 1])
    assert.deepEqual(second, first)
    assert.deepEqual(seenByBen?.viewer, { ...stranger, followedBy: true })
    assert.equal(seenByBen?.counts.following, 1)
    assert.deepEqual([last.viewer, last.counts.followers], [stranger, 0])
    assert.deepEqual(again, last)
  })

  it('is told to one who is followed, until it ends', async () => {
    await relate(anna, 'followers', ben)
    const [told] = (await readNotifications(ben)).items
    await relate(anna, 'followers', ben, false)
    const unfollowed = await readNotifications(ben)
    await relate(anna, 'followers', ben)
    await relate(anna, 'blocks', ben)
    await relate(anna, 'blocks', ben, false)

    assert.deepEqual([told?.kind, told?.actors[0]?.handle], ['follow', 'anna'])
    assert.deepEqual(unfollowed.items, [])
    assert.deepEqual((await readNotifications(ben)).items, [])
  })

  it('never is anything to oneself', async () => {
    for (const kind of ['followers', 'blocks', 'mutes'] as const) {
      const { code, errors } = await refusal(anna, kind, 'anna')

      assert.deepEqual([code, errors], ['invalid_field', [{ path: 'handle', message: 'is the signed-in user' }]])
    }
  })

  it('is nothing to nobody, to other sites, and without a session', async () => {
    await signUp(server, { handle: 'foreign', origin: otherOrigin, site: 'other' })
    for (const handle of ['foreign', 'nobody_here', 'a b', '%', 'x'.repeat(300)]) {
      for (const method of ['PUT', 'DELETE'])
        assert.equal((await refusal(anna, 'followers', handle, method)).code, 'not_found')
    }
    assert.equal((await server.get(routes.relation('ben', 'blocks'), { method: 'PUT' })).status, 401)
  })

  it('is ended by a block in both directions, and stays ended after it', async () => {
    await relate(anna, 'followers', ben)
    await relate(ben, 'followers', anna)
    const blocked = await relate(anna, 'blocks', ben)
    const counts = await Promise.all([anna, ben].map(countsOf))
    const after = await relate(anna, 'blocks', ben, false)

    assert.deepEqual(blocked.viewer, { ...stranger, blocking: true })
    assert.deepEqual(
      counts.map((of) => [of?.followers, of?.following]),
      [
        [0, 0],
        [0, 0],
      ],
    )
    assert.deepEqual(after.viewer, stranger)
  })

  it('hides one who blocks from the other, and lets the one who blocks find the way back', async () => {
    await relate(anna, 'blocks', ben)

    assert.equal(await readUser(ben, 'anna'), undefined)
    for (const kind of ['followers', 'blocks', 'mutes'] as const)
      assert.equal((await refusal(ben, kind, 'anna')).code, 'not_found')
    assert.equal((await readUser(anna, 'ben'))?.viewer?.blocking, true)
    assert.equal((await refusal(anna, 'followers', 'ben')).code, 'invalid_field')
    assert.ok(await readUser(server, 'anna'))
    assert.ok(await readUser(cleo, 'anna'))

    await relate(anna, 'blocks', ben, false)
    assert.ok(await readUser(ben, 'anna'))
  })

  it('can be undone towards somebody who has become invisible', async () => {
    await relate(ben, 'mutes', anna)
    await relate(anna, 'blocks', ben)

    assert.equal((await refusal(ben, 'mutes', 'anna', 'DELETE')).code, 'not_found')
    await relate(anna, 'blocks', ben, false)
    assert.deepEqual((await readUser(ben, 'anna'))?.viewer, stranger)
  })

  it('may be muting beside following, which the other does not see', async () => {
    await relate(anna, 'followers', cleo)
    const muted = await relate(anna, 'mutes', cleo)

    assert.deepEqual(muted.viewer, { ...stranger, following: true, muting: true })
    assert.deepEqual((await readUser(cleo, 'anna'))?.viewer, { ...stranger, followedBy: true })
    assert.equal((await relate(anna, 'mutes', cleo, false)).viewer?.muting, false)
  })

  it('has an end: one more than the limit is refused', async () => {
    const { dora } = await signUpAll(server, ['dora'])
    await relate(cleo, 'mutes', anna)
    await relate(cleo, 'mutes', ben)

    assert.equal((await refusal(cleo, 'mutes', 'dora')).code, 'invalid_field')
    await relate(cleo, 'mutes', ben, false)
    assert.ok((await relate(cleo, 'mutes', dora)).viewer?.muting)
  })
})
