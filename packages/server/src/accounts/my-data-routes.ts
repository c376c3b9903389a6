import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { HttpProblem } from '../http/http-problem.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'

/** GET /v1/me/export and DELETE /v1/me. Both need the scope `account`, which no client of a site gets, and a sign-in a few
 *  minutes old on the server's own pages; there, below /account, is where both are done. */
export function myDataRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const security = [{ oauth: ['account'] }]
  const refuse = (): never => {
    throw new HttpProblem('fresh_sign_in_required', 'data of an account by token: this is done below /account')
  }

  routes.get(
    '/v1/me/export',
    describeRoute({
      operationId: 'exportMe',
      summary: 'Gives everything that the user has; on the own pages of the server alone',
      security,
      responses: { 200: { description: 'A zip file', content: { 'application/zip': {} } } },
    }),
    (c) => {
      requireViewer(c, 'account')
      return refuse()
    },
  )
  routes.delete(
    '/v1/me',
    describeRoute({
      operationId: 'deleteMe',
      summary: 'Deletes the account; on the own pages of the server alone',
      security,
      responses: { 202: { description: 'Deleted for everybody; files follow within a day' } },
    }),
    (c) => {
      requireViewer(c, 'account')
      return refuse()
    },
  )
  return routes
}
