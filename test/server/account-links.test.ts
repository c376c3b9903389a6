import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { readUserCommand } from '../../packages/server/dist/accounts/read-user-command.js'
import { runUserCommand } from '../../packages/server/dist/accounts/user-command.js'
import { createDecideAboutUser, createDeleteNow } from '../../packages/server/dist/rights-commands.js'
import { enterAccount } from '../support/account-browser.ts'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { signUp, testPassword } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const freshPassword = [...testPassword].toReversed().join('')

describe('links of the operator', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({
      sites: [
        { id: 'invited', name: 'Invited', origins: ['http://127.0.0.1:3'], signUp: 'invite' },
        { id: 'shut', name: 'Shut', origins: ['http://127.0.0.1:4'] },
      ],
      limits: { signInsPerIpHour: 1_000 },
    })
  })
  after(() => server.close())

  const user = async (...words: string[]): Promise<string> => {
    const [line = ''] = await runUserCommand(server.db, readUserCommand(words), {
      limits: defaultLimits,
      publicUrl: server.url,
      readPassword: async () => testPassword,
      deleteAccount: createDeleteNow(server.db),
      decideAboutUser: createDecideAboutUser(server.db),
    })
    return line
  }

  it('let one person make one account where sign-up is by invitation', async () => {
    const link = await user('invite', '--site', 'invited')
    const browser = createScriptFreeBrowser()
    const form = await browser.open(link)
    assert.match(form.html, /You are invited/)
    const refused = await browser.submit(form, 'Create account', { handle: 'admin', password: testPassword })
    assert.match(refused.html, /reserved/)

    const page = await browser.submit(refused, 'Create account', { handle: 'guest', password: testPassword })
    assert.equal(page.url.pathname, '/account')
    assert.match(page.html, /@guest/)
    const second = await browser.submit(form, 'Create account', { handle: 'second', password: testPassword })
    assert.match(second.html, /This link no longer works/)
    assert.equal((await createScriptFreeBrowser().open(link)).status, 404)
  })

  it('make one account when two use them at the same moment', async () => {
    const link = await user('invite', '--site', 'invited')
    const forms = await Promise.all(
      [1, 2, 3].map(async (number) => {
        const browser = createScriptFreeBrowser()
        return { browser, number, form: await browser.open(link) }
      }),
    )
    const pages = await Promise.all(
      forms.map(({ browser, form, number }) =>
        browser.submit(form, 'Create account', { handle: `racer_${number}x`, password: testPassword }),
      ),
    )

    assert.equal(pages.filter(({ html }) => html.includes('@racer_')).length, 1)
    assert.equal(pages.filter(({ status }) => status === 404).length, 2)
  })

  it('are not given out for a site that is closed', async () => {
    await assert.rejects(user('invite', '--site', 'shut'), /is closed for sign-up/)
  })

  it('give a user another password and end everything that stood, passkeys too', async () => {
    const anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    await server.db
      .insertInto('passkeys')
      .values({ id: 'lost', site_id: 'default', user_id: anna.userId, public_key: Buffer.from('x') })
      .execute()
    const old = await enterAccount(server, { handle: 'anna' })
    const earlier = await user('reset', 'anna')
    const link = await user('reset', 'anna')
    const browser = createScriptFreeBrowser()
    assert.match((await browser.open(earlier)).html, /This link no longer works/)

    const form = await browser.open(link)
    assert.match(form.html, /@anna/)
    const page = await browser.submit(form, 'Set password', { password: freshPassword })
    assert.match(page.html, /Your password is changed/)
    assert.equal((await anna.fetch('/v1/me')).status, 401)
    assert.match((await old.open('/account')).html, /Sign in to see where/)
    assert.deepEqual(await server.db.selectFrom('passkeys').select('id').execute(), [])
    assert.match((await enterAccount(server, { handle: 'anna' })).page.html, /is not right/)
    assert.match((await browser.submit(form, 'Set password', { password: testPassword })).html, /no longer works/)
  })

  it('stand for one thing, expire, and are made up by nobody', async () => {
    await signUp(server, { handle: 'berta', origin: otherOrigin, site: 'other' })
    const link = await user('reset', 'berta', '--site', 'other')
    const token = new URL(link).searchParams.get('link') ?? ''
    const browser = createScriptFreeBrowser()
    for (const path of [`join?invite=${token}`, 'reset?link=', `reset?link=${'A'.repeat(32)}`, 'reset', 'join']) {
      assert.equal((await browser.open(`${server.url}/account/${path}`)).status, 404, path)
    }
    await server.db
      .updateTable('account_links')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .execute()
    assert.equal((await browser.open(link)).status, 404)
  })

  it('leave no token in the database or the log', async () => {
    const token = new URL(await user('invite', '--site', 'invited')).searchParams.get('invite') ?? ''
    await createScriptFreeBrowser().open(`${server.url}/account/join?invite=${token}`)
    const rows = await server.db.selectFrom('account_links').selectAll().execute()

    assert.ok(token.length >= 32)
    assert.ok(!JSON.stringify(rows).includes(token))
    assert.ok(!JSON.stringify(server.logs).includes(token))
  })
})
