import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as v from 'valibot'
import { routes, userRefPageSchema } from '@ai-feed/protocol'
import type { Problem, UserRefPage } from '@ai-feed/protocol'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { relate, signUpAll } from '../support/people.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('GET /v1/me/blocks and /mutes', () => {
  let server: TestServer
  let users: Record<'anna' | 'ben' | 'cleo' | 'dora' | 'emil', TestUser>
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000, signUpsPerIpHour: 100 } })
    users = await signUpAll(server, ['anna', 'ben', 'cleo', 'dora', 'emil'])
    for (const other of [users.cleo, users.ben, users.dora]) await relate(users.anna, 'mutes', other)
    await relate(users.anna, 'blocks', users.emil)
    await relate(users.anna, 'blocks', users.ben)
  })
  after(() => server.close())

  const read = async (reader: TestUser, kind: 'blocks' | 'mutes', query = ''): Promise<UserRefPage> => {
    const response = await reader.fetch(routes.silenced(kind) + query)
    const body: unknown = await response.json()
    assert.equal(response.status, 200, JSON.stringify(body))
    assert.equal(response.headers.get('Cache-Control'), 'no-store')
    return v.parse(userRefPageSchema, body)
  }
  const handlesOf = ({ items }: UserRefPage): string[] => items.map(({ handle }) => handle)

  it('list whom one silences, the latest first, each in its own list', async () => {
    assert.deepEqual(handlesOf(await read(users.anna, 'mutes')), ['dora', 'ben', 'cleo'])
    assert.deepEqual(handlesOf(await read(users.anna, 'blocks')), ['ben', 'emil'])
  })

  it('tell nobody else', async () => {
    assert.deepEqual(handlesOf(await read(users.ben, 'mutes')), [])
    assert.deepEqual(handlesOf(await read(users.emil, 'blocks')), [])
    const everybody = await server.get(routes.silenced('mutes'))
    assert.equal(everybody.status, 401)
    assert.equal(((await everybody.json()) as Problem).code, 'sign_in_required')
  })

  it('go on where the page before ended, though one of its people was let go meanwhile', async () => {
    const first = await read(users.anna, 'mutes', '?limit=2')
    await relate(users.anna, 'mutes', users.ben, false)
    const second = await read(users.anna, 'mutes', `?limit=2&cursor=${first.next}`)
    await relate(users.anna, 'mutes', users.ben)

    assert.deepEqual([first, second].map(handlesOf), [['dora', 'ben'], ['cleo']])
    assert.equal(second.next, undefined)
    assert.deepEqual(handlesOf(await read(users.anna, 'mutes')), ['ben', 'dora', 'cleo'])
  })

  it('leave out who is suspended, until they return', async () => {
    await setUserState(server.db, 'default', 'ben', 'suspended')
    const blocks = await read(users.anna, 'blocks')
    await setUserState(server.db, 'default', 'ben', 'active')

    assert.deepEqual(handlesOf(blocks), ['emil'])
    assert.deepEqual(handlesOf(await read(users.anna, 'blocks')), ['ben', 'emil'])
  })

  it('take a cursor of their own alone', async () => {
    const { next = '' } = await read(users.anna, 'mutes', '?limit=1')

    for (const reader of [users.anna, users.ben]) {
      const response = await reader.fetch(
        `${routes.silenced(reader === users.anna ? 'blocks' : 'mutes')}?cursor=${next}`,
      )
      assert.equal(((await response.json()) as Problem).code, 'bad_cursor')
    }
  })
})
