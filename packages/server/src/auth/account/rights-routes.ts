import { Hono } from 'hono'
import { drawDeletePage, drawExportPage } from '../pages/account-tasks.js'
import { HttpProblem } from '../../http/http-problem.js'
import type { NodeEnv } from '../sign-in-interaction.js'
import { isGenuine, leaveAccount, readFields, requireAccount, sendNotice, sendPage } from './account-context.js'
import type { AccountDeps } from './account-context.js'

/** Serves what a user may do with everything that is theirs: take it along, and have it deleted. Both need a fresh sign-in. */
export function rightsRoutes(deps: AccountDeps): Hono<NodeEnv> {
  const { rights, log } = deps
  const app = new Hono<NodeEnv>()
  if (!rights) return app

  app.get('/account/export', async (c) => {
    const account = await requireAccount(c, deps, 'export')
    return account instanceof Response ? account : sendPage(c, 200, drawExportPage(account.page))
  })

  app.post('/account/export', async (c) => {
    const account = await requireAccount(c, deps, 'export')
    if (account instanceof Response) return account
    if (!isGenuine(await readFields(c), account.page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const { siteId, userId } = account.session
    const archive = begin(() => rights.exportAccount(siteId, userId))
    if (archive === 'busy') {
      const page = drawExportPage({ ...account.page, sentence: account.page.own.exportBusy })
      return sendPage(c, 503, { ...page, headers: { ...page.headers, 'Retry-After': '60' } })
    }
    log.info('account.exported', { siteId, userId })
    return c.body(archive, 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="ai-feed-${account.overview.handle}.zip"`,
      'Cache-Control': 'no-store',
      'Cross-Origin-Resource-Policy': 'same-origin',
    })
  })

  app.get('/account/delete', async (c) => {
    const account = await requireAccount(c, deps, 'delete')
    return account instanceof Response
      ? account
      : sendPage(c, 200, drawDeletePage(account.page, account.overview.handle))
  })

  app.post('/account/delete', async (c) => {
    const account = await requireAccount(c, deps, 'delete')
    if (account instanceof Response) return account
    const { page, overview, session } = account
    const read = await readFields(c)
    if (!isGenuine(read, page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const { handle } = overview
    if (read('handle', 64).trim().replace(/^@/, '').toLowerCase() !== handle) {
      return sendPage(c, 422, drawDeletePage({ ...page, sentence: page.own.deleteWrong }, handle))
    }
    await rights.deleteAccount(session.siteId, session.userId)
    await leaveAccount(c, deps)
    return sendNotice(c, 200, 'deleted')
  })

  return app
}

/** Too many at once is for a person to read, not for a program. */
function begin(start: () => ReadableStream<Uint8Array>): ReadableStream<Uint8Array> | 'busy' {
  try {
    return start()
  } catch (error) {
    if (error instanceof HttpProblem && error.code === 'overloaded') return 'busy'
    throw error
  }
}
