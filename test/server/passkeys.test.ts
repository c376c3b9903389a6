import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import type { Browser } from '@playwright/test'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { launchChromium, openPasskeyPage } from '../support/passkey-browser.ts'
import type { PasskeyPage } from '../support/passkey-browser.ts'
import { createSessionKey } from '../support/session-key.ts'
import { postToken, writeAuthorizationRequest } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('passkeys on the sign-in pages', () => {
  let server: TestServer
  let browser: Browser
  let device: PasskeyPage
  before(async () => {
    server = await startTestServer({
      config: { publicUrl: 'http://localhost:0' },
      limits: { signUpsPerIpHour: 1_000, signInsPerIpHour: 1_000 },
    })
    browser = await launchChromium()
  })
  after(async () => {
    await browser.close()
    await server.close()
  })
  beforeEach(async () => {
    device = await openPasskeyPage(browser)
  })
  afterEach(() => device.close())

  /** Opens the sign-in of a site. */
  async function ask(site = 'default') {
    const key = await createSessionKey()
    const origin = site === 'default' ? testOrigins[0] : otherOrigin
    const request = writeAuthorizationRequest(server, { origin, site, key })
    await device.page.goto(request.url.href)
    return { key, request, site }
  }

  /** Ends a sign-in at the token endpoint. @returns the handle of who is signed in. */
  async function trade({ key, request, site }: Awaited<ReturnType<typeof ask>>, relay: URL): Promise<string> {
    const response = await postToken(server, key, {
      grant_type: 'authorization_code',
      client_id: site,
      code: relay.searchParams.get('code') ?? '',
      code_verifier: request.verifier,
      redirect_uri: request.redirectUri,
    })
    assert.equal(response.status, 200, await response.clone().text())
    const { user_id: id } = await server.db
      .selectFrom('oidc')
      .select('user_id')
      .where('model', '=', 'RefreshToken')
      .orderBy('expires_at', 'desc')
      .executeTakeFirstOrThrow()
    const user = await server.db.selectFrom('users').select('handle').where('id', '=', id).executeTakeFirstOrThrow()
    return user.handle
  }

  async function signUp(handle: string, site = 'default') {
    const asked = await ask(site)
    const { page } = device
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Handle').fill(handle)
    await page.getByLabel('Name').fill(`${handle} the first`)
    await page.getByRole('button', { name: 'Use a passkey instead' }).click()
    await page.getByText(`@${handle}`).waitFor()
    const relay = await device.untilRelay(() => page.getByRole('button', { name: 'Create passkey' }).click())
    return { asked, relay }
  }

  it('make an account without any password, and sign in to it without a handle', async () => {
    const { asked, relay } = await signUp('anna')
    assert.equal(await trade(asked, relay), 'anna')
    assert.equal(await device.countPasskeys(), 1)
    await device.page.context().clearCookies()

    const again = await ask()
    const button = device.page.getByRole('button', { name: 'Sign in with a passkey' })
    assert.equal(await trade(again, await device.untilRelay(() => button.click())), 'anna')

    const stored = await server.db.selectFrom('passkeys').selectAll().executeTakeFirstOrThrow()
    assert.ok(stored.used_at && stored.counter > 0)
    assert.deepEqual(await server.db.selectFrom('passwords').select('user_id').execute(), [])
    assert.deepEqual(device.violations, [])
  })

  it('make none for a handle that cannot be had', async () => {
    await ask()
    const { page } = device
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Handle').fill('admin')
    await page.getByRole('button', { name: 'Use a passkey instead' }).click()

    assert.match(await page.getByRole('alert').innerText(), /reserved/)
    assert.equal(await page.getByLabel('Handle').inputValue(), 'admin')
    assert.equal(await device.countPasskeys(), 0)
  })

  it('of one site do not sign in to another', async () => {
    await signUp('berta')
    await device.page.context().clearCookies()
    await ask('other')
    await device.page.getByRole('button', { name: 'Sign in with a passkey' }).click()

    assert.match(await device.page.getByRole('alert').first().innerText(), /does not belong to an account of this site/)
  })

  it('of a suspended user do not sign in', async () => {
    await signUp('carl')
    await device.page.context().clearCookies()
    await setUserState(server.db, 'default', 'carl', 'suspended')
    await ask()
    await device.page.getByRole('button', { name: 'Sign in with a passkey' }).click()

    assert.match(await device.page.getByRole('alert').first().innerText(), /suspended/)
  })

  it('need a user whom the device knows, and say so when it does not', async () => {
    await signUp('dora')
    await device.page.context().clearCookies()
    await ask()
    await device.setVerified(false)
    const button = device.page.getByRole('button', { name: 'Sign in with a passkey' })
    await button.click()

    await device.page.getByText('That did not work, or it was canceled').waitFor()
    assert.ok(await button.isEnabled())
    await device.setVerified(true)
    await device.untilRelay(() => button.click())
  })

  it('sign for one form once: neither another sign-in nor a second time', async () => {
    await signUp('emil')
    await device.page.context().clearCookies()
    const { page } = device
    await ask()
    const signed = Promise.withResolvers<string>()
    await page.route('**/passkey', (route) => {
      signed.resolve(new URLSearchParams(route.request().postData() ?? '').get('credential') ?? '')
      return route.fulfill({ status: 204 })
    })
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    const sent = await signed.promise
    await page.unroute('**/passkey')
    assert.ok(sent.length > 100)

    await ask()
    const form = page.locator('form[data-passkey]')
    const action = (await form.getAttribute('action')) ?? ''
    const token = await form.locator('[name=token]').inputValue()
    for (const credential of [sent, '', '{}', '[]', 'null', '{"id":7}', '\0', 'x'.repeat(12_000)]) {
      const answer = await page.context().request.post(server.url + action, { form: { token, credential } })
      assert.equal(answer.status(), 422, credential.slice(0, 20))
    }
  })
})
