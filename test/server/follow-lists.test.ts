import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as v from 'valibot'
import { otherRoutes, userPageSchema } from '@ai-feed/protocol'
import type { Problem, UserPage } from '@ai-feed/protocol'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { relate, signUpAll } from '../support/people.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('GET /v1/users/{handle}/followers and /following', () => {
  let server: TestServer
  let users: Record<'anna' | 'ben' | 'cleo' | 'dora' | 'emil', TestUser>
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000, signUpsPerIpHour: 100 } })
    users = await signUpAll(server, ['anna', 'ben', 'cleo', 'dora', 'emil'])
    for (const fan of [users.cleo, users.ben, users.emil, users.dora]) await relate(fan, 'followers', users.anna)
    await relate(users.anna, 'followers', users.emil)
  })
  after(() => server.close())

  const read = async (path: string, reader?: TestUser): Promise<UserPage> => {
    const response = await (reader ? reader.fetch(path) : server.get(path))
    const body: unknown = await response.json()
    assert.equal(response.status, 200, JSON.stringify(body))
    return v.parse(userPageSchema, body)
  }
  const handlesOf = ({ items }: UserPage): string[] => items.map(({ handle }) => handle)

  it('lists the latest follow first, whatever the ids and clocks of the users', async () => {
    await server.db
      .updateTable('follows')
      .set({ created_at: new Date(0) })
      .where('follower_id', '=', users.dora.userId)
      .execute()

    assert.deepEqual(handlesOf(await read(otherRoutes.followers('anna'))), ['dora', 'emil', 'ben', 'cleo'])
    assert.deepEqual(handlesOf(await read(otherRoutes.following('anna'))), ['emil'])
    assert.deepEqual(handlesOf(await read(otherRoutes.following('Dora'))), ['anna'])
    assert.deepEqual(handlesOf(await read(otherRoutes.followers('dora'))), [])
  })

  it('goes on where the page before ended, though people come and go meanwhile', async () => {
    const first = await read(`${otherRoutes.followers('anna')}?limit=2`)
    await relate(users.emil, 'followers', users.anna, false)
    await relate(users.emil, 'followers', users.anna)
    const second = await read(`${otherRoutes.followers('anna')}?limit=2&cursor=${first.next}`)

    assert.deepEqual([first, second].map(handlesOf), [
      ['dora', 'emil'],
      ['ben', 'cleo'],
    ])
    assert.equal(second.next, undefined)
  })

  it('takes a cursor of this list alone', async () => {
    const { next = '' } = await read(`${otherRoutes.followers('anna')}?limit=1`)

    for (const path of [otherRoutes.following('anna'), otherRoutes.followers('dora'), '/v1/feeds/explore']) {
      const response = await server.get(`${path}?cursor=${next}`)
      assert.equal(((await response.json()) as Problem).code, 'bad_cursor')
    }
    const forged = await server.get(`${otherRoutes.followers('anna')}?cursor=${next.slice(0, -2)}AA`)
    assert.equal(((await forged.json()) as Problem).code, 'bad_cursor')
  })

  it('says with a session what each is to the reader, and only then', async () => {
    const own = await read(`${otherRoutes.followers('anna')}?viewer=me`, users.anna)
    const everybodys = await read(otherRoutes.followers('anna'))

    assert.deepEqual(
      own.items.map(({ handle, viewer }) => [handle, viewer?.following, viewer?.followedBy]),
      [
        ['emil', true, true],
        ['dora', false, true],
        ['ben', false, true],
        ['cleo', false, true],
      ],
    )
    assert.ok(everybodys.items.every(({ viewer }) => viewer === undefined))
  })

  it('leaves out blocks in either direction, and those who are suspended', async () => {
    await relate(users.ben, 'blocks', users.cleo)
    await setUserState(server.db, 'default', 'dora', 'suspended')
    const [bens, cleos, everybodys] = [
      await read(`${otherRoutes.followers('anna')}?viewer=me`, users.ben),
      await read(`${otherRoutes.followers('anna')}?viewer=me`, users.cleo),
      await read(otherRoutes.followers('anna')),
    ].map(handlesOf)
    await setUserState(server.db, 'default', 'dora', 'active')

    assert.deepEqual(bens, ['emil', 'ben'])
    assert.deepEqual(cleos, ['emil', 'cleo'])
    assert.deepEqual(everybodys, ['emil', 'ben', 'cleo'])
    assert.deepEqual(handlesOf(await read(otherRoutes.followers('anna'))), ['emil', 'dora', 'ben', 'cleo'])
  })

  it('is not there for one whom the user blocks, or of one who is suspended', async () => {
    await relate(users.anna, 'blocks', users.dora)
    const hidden = await users.dora.fetch(`${otherRoutes.followers('anna')}?viewer=me`)
    await setUserState(server.db, 'default', 'anna', 'suspended')
    const suspended = await server.get(otherRoutes.following('anna'))
    await setUserState(server.db, 'default', 'anna', 'active')

    assert.deepEqual([hidden.status, suspended.status], [404, 404])
    assert.equal((await server.get(otherRoutes.followers('anna'))).status, 200)
  })
})
