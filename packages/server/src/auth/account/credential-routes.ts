import { Hono } from 'hono'
import type { Context } from 'hono'
import { tidyPasskeyName } from '../passkey-name.js'
import { drawPasskeyPage, drawPasswordPage } from '../pages/account-tasks.js'
import { PASSKEY_SCRIPT_PATH } from '../pages/passkey-form.js'
import { orBusy, sayRefusal, statusOf } from '../sign-in-answers.js'
import type { NodeEnv } from '../sign-in-interaction.js'
import { endSignIns } from '../sign-ins.js'
import { isGenuine, readFields, requireAccount, sendPage } from './account-context.js'
import type { Account, AccountDeps } from './account-context.js'

/** Serves how a user signs in: password and passkeys. Each change needs a fresh sign-in. */
export function credentialRoutes(deps: AccountDeps): Hono<NodeEnv> {
  const { db, settings, passkeys, publicUrl, log } = deps
  const app = new Hono<NodeEnv>()

  app.get('/account/password', async (c) => {
    const account = await requireAccount(c, deps, 'password')
    if (account instanceof Response) return account
    return sendPage(c, 200, drawPasswordPage(account.page, account.overview))
  })

  app.post('/account/password', async (c) => {
    const account = await requireAccount(c, deps, 'password')
    if (account instanceof Response) return account
    const { page, overview, session } = account
    const read = await readFields(c)
    if (!isGenuine(read, page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const { siteId, userId, hash } = session
    const refusal = await orBusy(settings.changePassword({ siteId, userId, password: read('password', 512) }))
    if (refusal) {
      const sentence = sayRefusal(c, page.words, refusal)
      return sendPage(c, statusOf(refusal.fault), drawPasswordPage({ ...page, sentence }, overview))
    }
    await endSignIns(db, userId, hash)
    log.info('account.password_changed', { siteId, userId })
    return c.redirect('/account?notice=password', 303)
  })

  app.get('/account/passkeys/add', async (c) => {
    const account = await requireAccount(c, deps, 'passkeys/add')
    if (account instanceof Response) return account
    return passkeys.areOffered ? askForPasskey(c, account) : c.redirect('/account', 303)
  })

  app.post('/account/passkeys/add', async (c) => {
    const account = await requireAccount(c, deps, 'passkeys/add')
    if (account instanceof Response) return account
    const { page, session } = account
    const read = await readFields(c)
    if (!isGenuine(read, page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const refusal = await passkeys.add({
      siteId: session.siteId,
      userId: session.userId,
      name: tidyPasskeyName(read('name', 200)),
      boundTo: `account:${session.hash}`,
      answer: read('credential', 12_000),
      address: c.get('clientAddress'),
    })
    if (refusal) {
      const isFull = refusal.fault === 'passkeys_many'
      return askForPasskey(c, account, isFull ? page.own.passkeysMany : page.words.faults.passkey_refused)
    }
    log.info('account.passkey_added', { siteId: session.siteId, userId: session.userId })
    return c.redirect('/account?notice=passkeyAdded', 303)
  })

  app.post('/account/passkeys/remove', async (c) => {
    const account = await requireAccount(c, deps, 'account')
    if (account instanceof Response) return account
    const read = await readFields(c)
    if (!isGenuine(read, account.page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const { siteId, userId } = account.session
    const id = read('id', 1_400)
    const refusal = /^[\w-]+$/.test(id) ? await passkeys.remove(siteId, userId, id) : undefined
    if (!refusal) log.info('account.passkey_removed', { siteId, userId })
    return c.redirect(`/account?notice=${refusal ? 'lastWay' : 'passkeyRemoved'}`, 303)
  })

  async function askForPasskey(
    c: Context<NodeEnv>,
    { page, overview, session }: Account,
    sentence?: string,
  ): Promise<Response> {
    const { options } = await passkeys.askToAdd({ ...overview, boundTo: `account:${session.hash}` })
    const drawn = drawPasskeyPage(
      { ...page, ...(sentence !== undefined && { sentence }) },
      { options, scriptUrl: publicUrl + PASSKEY_SCRIPT_PATH },
    )
    return sendPage(c, sentence === undefined ? 200 : 422, drawn)
  }

  return app
}
