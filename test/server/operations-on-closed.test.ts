import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { findOpened, makeThings, namingRequests } from '../support/operations.ts'
import type { NamingRequest, Things } from '../support/operations.ts'
import { relate, signUpAll } from '../support/people.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('every operation on what is closed to its user', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  before(async () => {
    server = await startTestServer({
      limits: { writesPerUser5Min: 100_000, generationsPerNewUserDay: 100, reportsPerMinute: 10_000 },
    })
    ;({ anna, ben } = await signUpAll(server, ['anna', 'ben']))
  })
  after(() => server.close())

  /** What Ben can do with Anna's post, picture and generation. */
  const openedOf = async (things: Things): Promise<string[]> => {
    const requests = await namingRequests(server, things)
    return findOpened(
      ben,
      requests.filter((request) => !namesAnna(request)),
      things,
    )
  }
  /** The same, and with her person; but a report may be about anybody. */
  const openedWithHerself = async (things: Things): Promise<string[]> => {
    const requests = await namingRequests(server, things)
    return findOpened(
      ben,
      requests.filter((request) => !reportsAnna(request)),
      things,
    )
  }
  const namesAnna = ({ path, body }: NamingRequest): boolean => /anna/.test(path + JSON.stringify(body ?? ''))
  const reportsAnna = (request: NamingRequest): boolean => request.path === '/v1/reports' && namesAnna(request)
  /** Blocks hold for whoever is signed in: what everybody may read needs no session. */
  const openedToSession = (opened: readonly string[]): string[] =>
    opened.filter((what) => !what.startsWith('GET ') || what.includes('viewer=me'))

  it('finds nobody who blocks, and nothing of theirs', async () => {
    const things = await makeThings(anna)
    await relate(anna, 'blocks', ben)

    assert.deepEqual(openedToSession(await openedWithHerself(things)), [])
    await relate(anna, 'blocks', ben, false)
  })

  it('finds nothing of whom its user blocks, but the person, to take the block back', async () => {
    const things = await makeThings(anna)
    await relate(ben, 'blocks', anna)

    assert.deepEqual(openedToSession(await openedOf(things)), [])
    assert.equal((await ben.fetch('/v1/users/anna?viewer=me')).status, 200)
    await relate(ben, 'blocks', anna, false)
  })

  it('finds nobody who is suspended, and nothing of theirs', async () => {
    const things = await makeThings(anna)
    await setUserState(server.db, 'default', 'anna', 'suspended')

    assert.deepEqual(await openedWithHerself(things), [])
    await setUserState(server.db, 'default', 'anna', 'active')
  })
})
