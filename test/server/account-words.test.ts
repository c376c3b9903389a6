import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Me } from '@ai-feed/protocol'
import { createDecideAboutUser, createDeleteNow } from '../../packages/server/dist/rights-commands.js'
import { readUserCommand } from '../../packages/server/dist/accounts/read-user-command.js'
import { runUserCommand } from '../../packages/server/dist/accounts/user-command.js'
import { enterAccount } from '../support/account-browser.ts'
import { createHostSite } from '../support/host-site.ts'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { signUp, testPassword } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('muted words on /account', () => {
  let server: TestServer
  let anna: TestUser
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_mutes', origin: testOrigins[0] })
  })
  after(() => server.close())

  const mutedWords = async (): Promise<Me['mutedWords']> =>
    ((await (await anna.fetch('/v1/me')).json()) as Me).mutedWords

  it('are written one a line, and stand there as they are kept', async () => {
    const { browser, page } = await enterAccount(server, { handle: 'anna_mutes' })

    const next = await browser.submit(page, 'Save words', { words: 'Big Cats\r\n\r\n#spiders\r\n<b>&"' })

    assert.match(next.html, /Saved\. Posts with these words/)
    assert.deepEqual(await mutedWords(), ['<b>&"', 'big cats', 'spiders'])
    assert.ok(next.html.includes('>\n&lt;b&gt;&amp;&quot;\nbig cats\nspiders</textarea>'))
    await browser.submit(next, 'Save words', { words: '' })
    assert.deepEqual(await mutedWords(), [])
  })

  it('are refused with what was typed when there are too many, and nothing changes', async () => {
    const { browser, page } = await enterAccount(server, { handle: 'anna_mutes' })
    const words = Array.from({ length: 201 }, (_, index) => `word ${index}`).join('\n')

    const refused = await browser.submit(page, 'Save words', { words })

    assert.equal(refused.status, 422)
    assert.match(refused.html, /role="alert">These are too many words/)
    assert.ok(refused.html.includes('word 200</textarea>'))
    assert.deepEqual(await mutedWords(), [])
  })

  it('need the form of the own session', async () => {
    const { browser, page } = await enterAccount(server, { handle: 'anna_mutes' })

    await browser.submit(page, 'Save words', { words: 'forged', token: 'x' })

    assert.deepEqual(await mutedWords(), [])
  })

  it('as all of /account, are open to users of a host by the operator’s link', async () => {
    const host = await createHostSite(server, { siteId: 'default' })
    await host.trade(await host.vouch('h-1', { claims: { preferred_username: 'hosted_user' } }))
    const deps = {
      limits: server.config.limits,
      publicUrl: server.url,
      readPassword: async () => '',
      deleteAccount: createDeleteNow(server.db),
      decideAboutUser: createDecideAboutUser(server.db),
    }

    const [link = ''] = await runUserCommand(server.db, readUserCommand(['reset', 'hosted_user']), deps)
    const browser = createScriptFreeBrowser()
    const page = await browser.submit(await browser.open(link), 'Set password', { password: testPassword })

    assert.match(page.html, /@hosted_user/)
    assert.match(page.html, /Download everything/)
  })
})
