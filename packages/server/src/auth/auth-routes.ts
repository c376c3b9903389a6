import { SITE_SCOPES } from '@ai-feed/protocol'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { HttpProblem } from '../http-problem.js'
import { DPOP_ALGORITHMS } from './dpop-proof.js'
import { handleOAuth } from './provider.js'
import { relayRoutes } from './relay-routes.js'
import type { NodeEnv } from './sign-in-interaction.js'
import { signInRoutes } from './sign-in-routes.js'
import type { SignInDeps } from './sign-in-routes.js'

/** Builds all that signing in needs over HTTP: the OAuth endpoints, their metadata, the relays and the pages.
 *  Runs on @hono/node-server only: oidc-provider answers on Node's own response. */
export function authRoutes(deps: SignInDeps): Hono<NodeEnv> {
  const { provider, publicUrl } = deps
  const app = new Hono<NodeEnv>()
  app.route('/', relayRoutes(deps))
  app.route('/', signInRoutes(deps))

  app.get('/.well-known/oauth-protected-resource', (c) =>
    c.json(
      {
        resource: publicUrl,
        authorization_servers: [publicUrl],
        scopes_supported: SITE_SCOPES,
        bearer_methods_supported: [],
        dpop_bound_access_tokens_required: true,
        dpop_signing_alg_values_supported: DPOP_ALGORITHMS,
      },
      200,
      { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=3600' },
    ),
  )

  app.on(['GET', 'POST', 'OPTIONS'], oauthPaths, async (c) => {
    const { incoming, outgoing } = c.env
    outgoing.setHeader('X-Request-Id', c.get('requestId'))
    outgoing.setHeader('X-Content-Type-Options', 'nosniff')
    await handleOAuth(provider, incoming, outgoing)
    return RESPONSE_ALREADY_SENT
  })

  app.all('/oauth/*', () => {
    throw new HttpProblem('unknown_route', 'no such OAuth address')
  })
  return app
}

/** What oidc-provider answers. `/oauth/end/confirm` is where it ends a session that changed hands between two tabs. */
const oauthPaths = [
  '/oauth/authorize',
  '/oauth/authorize/:uid',
  '/oauth/token',
  '/oauth/revoke',
  '/oauth/jwks',
  '/oauth/end/confirm',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
]
