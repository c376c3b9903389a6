import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { readUserCommand } from '../../packages/server/dist/accounts/read-user-command.js'
import { runUserCommand } from '../../packages/server/dist/accounts/user-command.js'
import { createDecideAboutUser, createDeleteNow } from '../../packages/server/dist/rights-commands.js'
import { signIn, testPassword } from '../support/sign-in.ts'
import { startTestServer, otherOrigin, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const mainFile = new URL('../../packages/server/dist/main.js', import.meta.url).pathname

describe('ai-feed-server user', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  const user = (password: string, ...words: string[]): Promise<string[]> =>
    runUserCommand(server.db, readUserCommand(words), {
      limits: defaultLimits,
      publicUrl: server.url,
      readPassword: async () => password,
      deleteAccount: createDeleteNow(server.db),
      decideAboutUser: createDecideAboutUser(server.db),
    })

  it('makes a user of the default site who can sign in', async () => {
    assert.deepEqual(await user(testPassword, 'add', 'Anna', '--name', 'Anna Berg'), ['anna\tdefault\tactive'])

    const anna = await signIn(server, { handle: 'anna', origin: testOrigins[0] })
    const me = (await (await anna.fetch('/v1/me')).json()) as { name: string }

    assert.equal(me.name, 'Anna Berg')
  })

  it('makes a user of another site, who is somebody else', async () => {
    await user(testPassword, 'add', 'anna', '--site', 'other')

    const anna = await signIn(server, { handle: 'anna', origin: otherOrigin, site: 'other' })

    assert.equal((await anna.fetch('/v1/me')).status, 200)
  })

  it('suspends and restores, from the next request on', async () => {
    await user(testPassword, 'add', 'berta')
    const berta = await signIn(server, { handle: 'berta', origin: testOrigins[0] })

    await user('', 'suspend', 'berta', '--ground', 'Rule 1')
    assert.equal((await berta.fetch('/v1/me')).status, 403)
    const refused = await server.db.selectFrom('decisions').select(['kind', 'ground']).execute()
    assert.deepEqual(refused, [{ kind: 'suspend', ground: 'Rule 1' }])

    await user('', 'restore', 'berta')
    assert.equal((await berta.fetch('/v1/me')).status, 200)
  })

  it('deletes a user for good, whose handle then rests', async () => {
    await user(testPassword, 'add', 'carla')
    const carla = await signIn(server, { handle: 'carla', origin: testOrigins[0] })
    assert.deepEqual(await user('', 'delete', 'carla'), ['carla\tdefault\tdeleted'])

    assert.equal((await carla.fetch('/v1/me')).status, 401)
    await assert.rejects(user(testPassword, 'add', 'carla'), /rests/)
    const row = await server.db.selectFrom('users').selectAll().where('id', '=', carla.userId).executeTakeFirst()
    assert.ok(row?.state === 'deleted' && row.name === '' && !JSON.stringify(row).includes('carla'))
  })

  it('takes the password from standard input and prints one line', async () => {
    const command = [mainFile, 'user', 'add', 'dora', '--name', 'Dora']
    const env = { PATH: process.env['PATH'], DATABASE_URL: server.databaseUrl }
    const running = promisify(execFile)(process.execPath, command, { env })
    running.child.stdin?.end(`${testPassword}\n`)

    assert.equal((await running).stdout, 'dora\tdefault\tactive\n')
    await signIn(server, { handle: 'dora', origin: testOrigins[0] })
  })

  const refused: readonly [reason: RegExp, password: string, ...words: string[]][] = [
    [/in use/, testPassword, 'add', 'anna', '--site', 'other'],
    [/refused: handle_reserved/, testPassword, 'add', 'admin'],
    [/12 to 128/, 'short', 'add', 'carl'],
    [/--name has more than 50/, testPassword, 'add', 'carl', '--name', 'x'.repeat(51)],
    [/no site nowhere/, testPassword, 'add', 'carl', '--site', 'nowhere'],
    [/no user nobody/, '', 'suspend', 'nobody'],
    [/no user nobody/, '', 'delete', 'nobody'],
    [/no user nobody/, '', 'reset', 'nobody'],
    [/^user takes/, '', 'invite', 'anna'],
    [/^user takes/, '', 'remove', 'anna'],
    [/^user takes/, '', 'suspend', 'anna', '--name', 'x'],
    [/--what/, '', 'suspend', 'anna', '--what'],
  ]
  for (const [reason, password, ...words] of refused) {
    it(`refuses "${words.join(' ').slice(0, 40)}" in one sentence`, async () => {
      await assert.rejects(async () => user(password, ...words), { name: 'ConfigError', message: reason })
    })
  }
})
