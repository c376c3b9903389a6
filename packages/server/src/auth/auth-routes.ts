import { SITE_SCOPES } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { DPOP_ALGORITHMS } from './dpop-proof.js'
import { relayRoutes } from './relay-routes.js'
import type { NodeEnv } from './sign-in-interaction.js'
import { signInRoutes } from './sign-in-routes.js'
import type { SignInDeps } from './sign-in-answers.js'

/** Builds what signing in needs beside the OAuth endpoints: the pages, the relays and the resource's metadata (RFC 9728). */
export function authRoutes(deps: SignInDeps): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>()
  app.route('/', relayRoutes(deps))
  app.route('/', signInRoutes(deps))
  app.get('/.well-known/oauth-protected-resource', (c) =>
    c.json(
      {
        resource: deps.publicUrl,
        authorization_servers: [deps.publicUrl],
        scopes_supported: SITE_SCOPES,
        bearer_methods_supported: [],
        dpop_bound_access_tokens_required: true,
        dpop_signing_alg_values_supported: DPOP_ALGORITHMS,
      },
      200,
      { 'Cache-Control': 'public, max-age=3600' },
    ),
  )
  return app
}
