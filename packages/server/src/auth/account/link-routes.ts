import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Refusal } from '../../ports.js'
import { drawJoinPage, drawResetPage } from '../pages/account-tasks.js'
import type { PageFault } from '../pages/page-words.js'
import { orBusy, sayRefusal, statusOf } from '../sign-in-answers.js'
import type { NodeEnv } from '../sign-in-interaction.js'
import {
  describePage,
  enterAccount,
  findForm,
  isGenuine,
  openForm,
  readFields,
  sendNotice,
  sendPage,
} from './account-context.js'
import type { AccountDeps } from './account-context.js'

/** Serves the operator's one-time links: an invitation and a new start. Looking at one does not use it up, because mail
 *  programs and messengers do; their tokens stand in the query, which no log has. */
export function linkRoutes(deps: AccountDeps): Hono<NodeEnv> {
  const { links, log } = deps
  const app = new Hono<NodeEnv>()

  app.get('/account/join', (c) => drawJoin(c, c.req.query('invite') ?? ''))

  app.post('/account/join', async (c) => {
    const read = await readFields(c)
    const [token, handle, name, password] = [
      read('invite', 64),
      read('handle', 64),
      read('name', 1_000),
      read('password', 512),
    ]
    if (!hasForm(c, read)) return drawJoin(c, token, { handle, name, refusal: { fault: 'stale' } })
    const result = await orBusy(links.signUpByInvite(token, { handle, name, password }))
    if ('fault' in result) {
      const { fault } = result
      if (fault === 'link_used') return sendNotice(c, 404, 'linkUsed')
      const faultyField = /^(?:handle|name|password)(?=_)/.exec(fault)?.[0]
      return drawJoin(c, token, { handle, name, faultyField, refusal: { fault } })
    }
    log.info('sign-up.done', { ...result, by: 'invite' })
    await enterAccount(c, deps, result)
    return c.redirect('/account', 303)
  })

  app.get('/account/reset', (c) => drawReset(c, c.req.query('link') ?? ''))

  app.post('/account/reset', async (c) => {
    const read = await readFields(c)
    const token = read('link', 64)
    if (!hasForm(c, read)) return drawReset(c, token, { fault: 'stale' })
    const result = await orBusy(links.reset(token, read('password', 512)))
    if ('fault' in result) {
      const { fault } = result
      return fault === 'link_used' ? sendNotice(c, 404, 'linkUsed') : drawReset(c, token, { fault })
    }
    log.info('account.reset', { ...result })
    await enterAccount(c, deps, result)
    return c.redirect('/account?notice=password', 303)
  })

  async function drawJoin(
    c: Context<NodeEnv>,
    token: string,
    typed: { handle: string; name: string; faultyField?: string | undefined; refusal?: Refusal<PageFault> } = {
      handle: '',
      name: '',
    },
  ): Promise<Response> {
    const link = await links.find(token, 'invite')
    if (!link) return sendNotice(c, 404, 'linkUsed')
    const page = describePage(c, deps, link.siteName)
    const { csrfToken } = openForm(c, deps)
    const { refusal, ...fields } = typed
    const shown = { ...page, csrfToken, ...(refusal && { sentence: sayRefusal(c, page.words, refusal) }) }
    return sendPage(c, refusal ? statusOf(refusal.fault) : 200, drawJoinPage(shown, { token, ...fields }))
  }

  async function drawReset(c: Context<NodeEnv>, token: string, refusal?: Refusal<PageFault>): Promise<Response> {
    const link = await links.find(token, 'reset')
    if (!link) return sendNotice(c, 404, 'linkUsed')
    const page = describePage(c, deps, link.siteName)
    const { csrfToken } = openForm(c, deps)
    const shown = { ...page, csrfToken, ...(refusal && { sentence: sayRefusal(c, page.words, refusal) }) }
    return sendPage(
      c,
      refusal ? statusOf(refusal.fault) : 200,
      drawResetPage(shown, { token, handle: link.handle ?? '' }),
    )
  }

  function hasForm(c: Context<NodeEnv>, read: (name: string, maxCharacters: number) => string): boolean {
    const form = findForm(c, deps)
    return form !== undefined && isGenuine(read, form.csrfToken)
  }

  return app
}
