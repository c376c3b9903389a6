import type { IncomingMessage, RequestListener } from 'node:http'
import type { Limits } from '@ai-feed/protocol'
import type { Hono, MiddlewareHandler } from 'hono'
import type { Kysely } from 'kysely'
import { createAccountLinks } from './accounts/account-links.js'
import { createAccountSettings } from './accounts/account-settings.js'
import { createAccounts } from './accounts/accounts.js'
import { signInPageBudget, takeFromBudgets } from './accounts/attempt-budgets.js'
import { createFindHostUser } from './accounts/find-host-user.js'
import { createPasskeys } from './accounts/passkeys/passkeys.js'
import type { TakePicture } from './accounts/take-picture.js'
import { createPasswords } from './accounts/passwords.js'
import { accountRoutes } from './auth/account/account-routes.js'
import type { AccountDeps } from './auth/account/account-context.js'
import { authRoutes } from './auth/auth-routes.js'
import { authenticate } from './auth/authenticate.js'
import { createDpopNonces } from './auth/dpop-nonce.js'
import { createLiveProvider } from './auth/live-provider.js'
import { createOAuthListener } from './auth/oauth-listener.js'
import { isOAuthPath } from './auth/provider.js'
import type { NodeEnv } from './auth/sign-in-interaction.js'
import { endSignIns } from './auth/sign-ins.js'
import { createFindHostKeys } from './auth/sso/host-keys.js'
import type { FetchJson } from './auth/sso/host-keys.js'
import { addressBucket } from './database/rate-limit.js'
import type { Secrets } from './database/secrets.js'
import type { Schema } from './database/schema.js'
import type { Log } from './log.js'
import { createEvenBudget } from './http/even-budget.js'
import type { FindClientAddress } from './http/client-address.js'
import type { KnownKeys } from './http/known-keys.js'
import type { AppEnv } from './http/request-context.js'
import type { HoldSite } from './http/site-budget.js'
import type { ModerateText } from './ports.js'

/** What signing in is made from. */
export interface SignInOptions {
  readonly db: Kysely<Schema>
  readonly publicUrl: string
  readonly secrets: Secrets
  readonly limits: Limits
  readonly log: Log
  readonly clock: () => number
  /** Fetches the keys of hosts. */
  readonly fetchJson: FetchJson
  /** Makes what a host names as its user's picture their avatar. */
  readonly takePicture: TakePicture
  readonly moderateText: ModerateText
  readonly findClientAddress: FindClientAddress
  readonly knownKeys: KnownKeys
  readonly holdSite: HoldSite
  readonly rights?: AccountDeps['rights']
}

/** Signing in, wired together: its pages, its OAuth endpoints, and the middleware that knows who asks. */
export interface SignIn {
  readonly routes: Hono<NodeEnv>
  /** The middleware of /v1. */
  readonly authenticate: MiddlewareHandler<AppEnv>
  readonly provider: RequestListener
  readonly isForProvider: (path: string) => boolean
}

/** Wires sign-in and accounts together; a part of the composition root. */
export function createSignIn(options: SignInOptions): SignIn {
  const {
    db,
    publicUrl,
    secrets,
    limits,
    log,
    clock,
    fetchJson,
    takePicture,
    moderateText,
    findClientAddress,
    knownKeys,
    holdSite,
    rights,
  } = options
  const host = {
    clock,
    findHostKeys: createFindHostKeys({ db, fetchJson, clock }),
    findHostUser: createFindHostUser({ db, limits, takePicture, moderateText }),
  }
  const providers = createLiveProvider({ db, publicUrl, secrets, log, ...host })
  const passwords = createPasswords()
  const accounts = createAccounts({ db, limits, passwords, moderateText })
  const passkeys = createPasskeys({ db, limits, publicUrl, moderateText })
  const nonces = createDpopNonces(() => secrets.all('nonce'), clock)
  const shared = { db, publicUrl, accounts, passkeys, log, formSecret: () => secrets.current('cookie') }
  const routes = authRoutes({ ...shared, provider: providers.current })
  const settings = createAccountSettings({ db, limits, passwords })
  const links = createAccountLinks({ db, limits, passwords, endSignIns, moderateText })
  routes.route('/', accountRoutes({ ...shared, limits, settings, links, host, rights }))
  const addressOf = ({ socket, headers }: IncomingMessage): string =>
    findClientAddress(socket.remoteAddress, String(headers['x-forwarded-for'] ?? ''))
  const takeSignInPage = (request: IncomingMessage): Promise<number> =>
    takeFromBudgets(db, [signInPageBudget(addressOf(request), limits)])
  const tokenRequests = createEvenBudget({ perMinute: limits.tokenRequestsPerIpMinute, clock, maxKeys: 10_000 })
  const takeTokenRequest = (request: IncomingMessage): number =>
    Math.ceil(tokenRequests.take(addressBucket(addressOf(request))) / 1_000)
  return {
    routes,
    authenticate: authenticate({ db, publicUrl, nonces, knownKeys, holdSite, clock }),
    provider: createOAuthListener({ providers, log, takeTokenRequest, takeSignInPage }),
    isForProvider: isOAuthPath,
  }
}
