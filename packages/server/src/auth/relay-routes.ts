import { Hono } from 'hono'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { AppEnv } from '../http/request-context.js'
import { isSiteOrigin } from './client-site.js'
import { drawRelayPage } from './pages/relay-page.js'
import { readRelayOrigin } from './relay-origin.js'

/** Serves one relay for each origin that a site allows: the page that hands the answer of a sign-in to that origin. */
export function relayRoutes({ db }: { db: Db }): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/oauth/relay/:origin', async (c) => {
    const origin = readRelayOrigin(c.req.param('origin'))
    if (origin === undefined || !(await isSiteOrigin(db, origin))) {
      throw new HttpProblem('not_found', 'no relay for this origin')
    }
    const page = drawRelayPage(c.req.header('Accept-Language'), origin)
    return c.body(page.html, 200, page.headers)
  })
}
