import type { Scope } from '@ai-feed/protocol'
import type { Context } from 'hono'
import { HttpProblem } from './http-problem.js'

/** The tenant that a request is about. */
export interface Site {
  readonly id: string
  readonly name: string
}

/** The user behind a verified, key-bound access token. */
export interface Viewer {
  readonly userId: string
  readonly handle: string
  readonly siteId: string
  readonly scopes: ReadonlySet<Scope>
  /** The sign-in that the token came from; streams are closed when it is revoked. */
  readonly grantId: string
  readonly createdAtMs: number
  readonly tokenExpiresAtMs: number
}

/** What middleware puts on every request under /v1. */
export interface AppEnv {
  Variables: {
    requestId: string
    site: Site
    viewer?: Viewer
    clientAddress: string
    /** The answer was made with the headers that every answer has. */
    hasAllHeaders?: boolean
  }
}

/** Gives the signed-in user, or refuses.
 *  @throws HttpProblem `sign_in_required` | `scope_missing`. */
export function requireViewer(c: Context<AppEnv>, scope: Scope): Viewer {
  const viewer = c.get('viewer')
  if (!viewer)
    throw new HttpProblem('sign_in_required', 'no token on a route that needs one', {
      headers: { 'WWW-Authenticate': 'DPoP' },
    })
  if (!viewer.scopes.has(scope)) throw new HttpProblem('scope_missing', `token lacks scope ${scope}`)
  return viewer
}
