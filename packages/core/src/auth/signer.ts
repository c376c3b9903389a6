import { FeedError, isFeedError } from '../feed-error.js'
import type { Authorization } from '../http/authorization.js'
import type { Transport } from '../http/transport.js'
import type { Clock } from '../platform/clock.js'
import type { Database } from '../storage/database.js'
import { withLock } from '../storage/lock.js'
import { authorizationOf, createProver, isProofRefusal, type Prover } from './dpop-key.js'
import { requestHostTokens, type GetToken } from './host-token.js'
import type { SessionRecord, Tokens } from './session-record.js'
import type { SessionOwner } from './session-keeper.js'
import { isGrantRefusal, requestTokens, revokeToken } from './token-endpoint.js'

/** What a signer needs from its client. */
export interface SignerPorts {
  readonly transport: Transport
  readonly site: string
  readonly clock: Clock
  readonly session: Pick<SessionOwner, 'current' | 'hasTokens' | 'reload' | 'adopt' | 'expire'>
  readonly getToken: GetToken | undefined
  /** Where tabs keep each other out when the browser has no locks. */
  readonly database: Database
}

/** A signer that also says whether an upload can go out without asking for a nonce first. */
export interface Signer extends Authorization {
  /** Ends the grant of a session that has ended here; without one, every grant of the signed-in user.
   *  @throws FeedError `sign_in_required` | `offline` | … */
  revoke(ended?: SessionRecord): Promise<void>
  hasFreshNonce(): boolean
}

/** Tokens this close to their end are renewed before they are used. */
const marginMs = 10_000

/** Makes what proves the requests of a signed-in client and renews its tokens, once for all tabs. */
export function createSigner(ports: SignerPorts): Signer {
  const { session, transport, clock } = ports
  let prover: Prover | undefined
  let renewal: Promise<boolean> | undefined

  const proverOf = ({ keyPair }: SessionRecord): Prover => {
    // A record that was read again has another object for the same key; the nonce is the server's and goes on.
    if (prover?.keyPair.privateKey !== keyPair.privateKey) prover = createProver(keyPair, clock, prover?.nonce())
    return prover
  }

  /** Renews the tokens unless that happened already. @returns false when the session has ended */
  const renew = (accessToken: string): Promise<boolean> => {
    renewal ??= withLock(`ai-feed-refresh ${transport.server} ${ports.site}`, ports, () =>
      renewNow(accessToken),
    ).finally(() => {
      renewal = undefined
    })
    return renewal
  }

  async function renewNow(accessToken: string): Promise<boolean> {
    const record = await session.reload()
    if (record?.tokens === undefined) return false
    if (record.tokens.accessToken !== accessToken) return true
    /** Who signs out meanwhile, or is somebody else, stays so. */
    const isTheirs = (): boolean => session.current()?.tokens?.accessToken === accessToken
    try {
      const tokens = await requestFreshTokens(record, record.tokens)
      if (tokens === undefined) throw new FeedError('sign_in_failed', 'there is nothing to renew the session with')
      if (!isTheirs()) return false
      await session.adopt({ ...record, tokens }, record)
      return true
    } catch (error) {
      // A server or host that cannot be reached says nothing about the session.
      const isOver =
        record.tokens.refreshToken === undefined ? isFeedError(error, 'sign_in_failed') : isGrantRefusal(error)
      if (!isOver) throw error
      if (isTheirs()) await session.expire()
      return false
    }
  }

  async function requestFreshTokens(record: SessionRecord, { refreshToken }: Tokens): Promise<Tokens | undefined> {
    if (refreshToken === undefined) {
      if (ports.getToken === undefined) return undefined
      return requestHostTokens(ports, ports.getToken, proverOf(record))
    }
    const parameters = { grant_type: 'refresh_token', refresh_token: refreshToken }
    const tokens = await requestTokens(ports, proverOf(record), parameters)
    // Refresh tokens do not rotate; an answer without one means that the old one stays.
    return { refreshToken, ...tokens }
  }

  return {
    async prove(method, url) {
      let record = session.current()
      if (record?.tokens === undefined) return undefined
      if (record.tokens.expiresAtMs - marginMs < clock.now()) {
        if (!(await renew(record.tokens.accessToken))) return undefined
        record = session.current()
        if (record?.tokens === undefined) return undefined
      }
      return authorizationOf(proverOf(record), record.tokens.accessToken).prove(method, url)
    },
    observe(headers) {
      const record = session.current()
      if (record !== undefined) proverOf(record).observe(headers)
    },
    async recover(error, { accessToken = '' }) {
      if (isFeedError(error, 'token_expired') || isFeedError(error, 'token_invalid')) return renew(accessToken)
      return isProofRefusal(error)
    },
    async revoke(ended) {
      if (ended === undefined && !(await session.hasTokens()))
        throw new FeedError('sign_in_required', 'ending every sign-in needs one')
      const { tokens } = ended ?? session.current() ?? {}
      const token = tokens?.refreshToken ?? tokens?.accessToken
      if (token !== undefined) await revokeToken(ports, token, ended === undefined)
    },
    hasFreshNonce: () => prover?.hasFreshNonce() ?? false,
  }
}
