import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { ageAccountSessions, enterAccount } from '../support/account-browser.ts'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { readEvents } from '../support/event-reader.ts'
import { createSessionKey } from '../support/session-key.ts'
import { signIn, signUp, testPassword, writeAuthorizationRequest } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('/account', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ limits: { signUpsPerIpHour: 1_000, signInsPerIpHour: 1_000 } })
  })
  after(() => server.close())

  it('lists where somebody is signed in, and ends one sign-in at once', async () => {
    const here = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    const there = await signIn(server, { handle: 'anna', origin: testOrigins[1] })
    const { browser, page } = await enterAccount(server, { handle: 'anna' })
    assert.match(page.html, /<h1>Your account<\/h1>/)
    for (const origin of testOrigins) assert.ok(page.html.includes(origin))

    const next = await browser.submit(page, `End the sign-in on ${testOrigins[1]}`)

    assert.match(next.html, /That sign-in has ended/)
    assert.ok(!next.html.includes(`End the sign-in on ${testOrigins[1]}`))
    assert.equal((await there.fetch('/v1/me')).status, 401)
    await assert.rejects(there.refresh(), /invalid_grant/)
    assert.equal((await here.fetch('/v1/me')).status, 200)
  })

  it('ends all sign-ins but itself, their browsers sessions too', async () => {
    const siteBrowser = createScriptFreeBrowser()
    const user = await signUp(server, { handle: 'berta', origin: testOrigins[0], browser: siteBrowser })
    const elsewhere = await enterAccount(server, { handle: 'berta' })
    const { browser, page } = await enterAccount(server, { handle: 'berta' })
    const next = await browser.submit(page, 'End all sign-ins')

    assert.match(next.html, /All sign-ins have ended/)
    assert.match(next.html, /Nowhere at the moment/)
    assert.equal((await user.fetch('/v1/me')).status, 401)
    assert.match((await elsewhere.open('/account')).html, /Sign in to see where/)
    const key = await createSessionKey()
    const request = writeAuthorizationRequest(server, { origin: testOrigins[0], key })
    assert.match((await siteBrowser.open(request.url.href)).html, /<h1>Sign in<\/h1>/)
  })

  it('closes the streams of a sign-in that it ends', async () => {
    const user = await signUp(server, { handle: 'stream', origin: testOrigins[0] })
    const stream = await readEvents(user.fetch('/v1/events?feed=explore'))
    const { browser, page } = await enterAccount(server, { handle: 'stream' })
    await browser.submit(page, 'End all sign-ins')

    assert.deepEqual((await stream.find(({ kind }) => kind === 'end')).data, { reason: 'signed_out' })
    await stream.close()
  })

  it('changes the password after a fresh sign-in, which ends all others', async () => {
    const user = await signUp(server, { handle: 'carl', origin: testOrigins[0] })
    const { browser, open } = await enterAccount(server, { handle: 'carl' })
    await ageAccountSessions(server, 11)
    const again = await open('/account/password')
    assert.match(again.html, /Please sign in once more/)
    const form = await browser.submit(again, 'Sign in', { password: testPassword })
    assert.equal(form.url.pathname, '/account/password')
    const refused = await browser.submit(form, 'Change password', { password: 'short' })
    assert.equal(refused.status, 422)
    assert.match(refused.html, /at least 12 characters/)

    const page = await browser.submit(refused, 'Change password', { password: 'another horse battery' })
    assert.match(page.html, /Your password is changed/)
    assert.equal((await user.fetch('/v1/me')).status, 401)
    const old = await enterAccount(server, { handle: 'carl' })
    assert.match(old.page.html, /Handle or password is not right/)
    const fresh = await enterAccount(server, { handle: 'carl', password: 'another horse battery' })
    assert.match(fresh.page.html, /@carl/)
  })

  it('does nothing that needs a fresh sign-in when a stale form is posted', async () => {
    await signUp(server, { handle: 'dora', origin: testOrigins[0] })
    const { browser, open } = await enterAccount(server, { handle: 'dora' })
    const form = await open('/account/password')
    await ageAccountSessions(server, 11)
    const page = await browser.submit(form, 'Change password', { password: 'another horse battery' })

    assert.match(page.html, /Please sign in once more/)
    assert.match((await enterAccount(server, { handle: 'dora' })).page.html, /@dora/)
  })

  it('keeps what AI may do as default of new posts, and every change of it with its time', async () => {
    const user = await signUp(server, { handle: 'emil', origin: testOrigins[0] })
    const { browser, page } = await enterAccount(server, { handle: 'emil' })
    assert.ok(!page.html.includes('checked'))

    const saved = await browser.submit(page, 'Save', { training: 'allow' })
    const me = (await (await user.fetch('/v1/me')).json()) as { defaults: { aiPreferences: object } }
    const allowed = { training: 'allow', inference: 'deny', generation: 'deny', embedding: 'deny' }
    assert.deepEqual(me.defaults.aiPreferences, allowed)
    const again = await browser.submit(saved, 'Save', {})
    await browser.submit(again, 'Save', { training: 'deny' })

    const answers = await server.db
      .selectFrom('consents')
      .select(['value', 'at'])
      .where('user_id', '=', user.userId)
      .where('version', '=', 'ai-preferences-1')
      .orderBy('at')
      .execute()
    assert.deepEqual(
      answers.map(({ value }) => value),
      [allowed, { ...allowed, training: 'deny' }],
    )
    assert.ok(answers.every(({ at }) => at instanceof Date))
  })

  it('is of one site: a session there shows nothing here', async () => {
    await signUp(server, { handle: 'frida', origin: testOrigins[0] })
    const { open } = await enterAccount(server, { handle: 'frida' })
    const other = await open('/account?site=other')
    assert.match(other.html, /<strong dir="auto">Other site<\/strong>/)
    assert.match(other.html, /Sign in to see where/)
    assert.ok(!other.html.includes('frida'))

    const wrong = await enterAccount(server, { handle: 'frida', site: 'other' })
    assert.match(wrong.page.html, /Handle or password is not right/)
    assert.equal((await open('/account/sign-in?site=nowhere')).status, 404)
  })

  it('lets nobody end the sign-ins of others', async () => {
    const victim = await signUp(server, { handle: 'victim', origin: testOrigins[0] })
    await signUp(server, { handle: 'mallory', origin: testOrigins[0] })
    const grant = await server.db
      .selectFrom('oidc')
      .select('id')
      .where('model', '=', 'Grant')
      .where('user_id', '=', victim.userId)
      .executeTakeFirstOrThrow()
    const { browser, page } = await enterAccount(server, { handle: 'mallory' })
    await browser.submit(page, `End the sign-in on ${testOrigins[0]}`, { id: grant.id })

    assert.equal((await victim.fetch('/v1/me')).status, 200)
  })

  it('stays open to a user who is suspended, and says so', async () => {
    await signUp(server, { handle: 'greta', origin: otherOrigin, site: 'other' })
    const { page, open } = await enterAccount(server, { handle: 'greta', site: 'other' })
    assert.doesNotMatch(page.html, /suspended/)
    await setUserState(server.db, 'other', 'greta', 'suspended')

    assert.match((await open('/account')).html, /This account is suspended/)
    const fresh = await enterAccount(server, { handle: 'greta', site: 'other' })
    assert.match(fresh.page.html, /This account is suspended/)
    assert.match((await fresh.open('/account/export')).html, /Download everything/)
  })

  it('says why there are no passkeys at a bare address', async () => {
    await signUp(server, { handle: 'henry', origin: testOrigins[0] })
    const { page } = await enterAccount(server, { handle: 'henry' })

    assert.match(page.html, /no passkeys at this address: browsers keep them for a name, and 127\.0\.0\.1 is a number/)
    assert.doesNotMatch(page.html, /Add a passkey/)
  })

  it('speaks German to those who do', async () => {
    const page = await createScriptFreeBrowser().open(`${server.url}/account/sign-in`, { 'Accept-Language': 'de' })
    assert.match(page.html, /<html lang="de">/)
    assert.match(page.html, /Melde dich an, um zu sehen, wo du angemeldet bist/)
  })
})
