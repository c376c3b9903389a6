import { SITE_SCOPES } from '@ai-feed/protocol'
import { FeedError } from '../feed-error.js'
import { abortable } from '../platform/abortable.js'
import { isOnline } from '../platform/online.js'
import type { Prover } from './dpop-key.js'
import type { Tokens } from './session-record.js'
import { isGrantRefusal, requestTokens, type TokenPorts } from './token-endpoint.js'

/** Gives the JWT that the host page made for its user. */
export type GetToken = (options: { signal: AbortSignal }) => Promise<string>

const hostTimeoutMs = 30_000

/** Trades the host's JWT for tokens of the server (RFC 7523). There is no refresh token: the host is asked again, a second
 *  time at once when its JWT is refused. It counts once, and may have been taken though the answer got lost.
 *  @throws FeedError `sign_in_failed`, or `offline` where the browser is, with what `getToken` threw as cause */
export async function requestHostTokens(
  ports: TokenPorts,
  getToken: GetToken,
  prover: Prover,
  signal?: AbortSignal,
): Promise<Tokens> {
  const trade = async (): Promise<Tokens> => {
    const parameters = {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: await askHost(getToken, signal),
      scope: SITE_SCOPES.join(' '),
    }
    return requestTokens(ports, prover, parameters, signal)
  }
  try {
    return await trade()
  } catch (error) {
    if (isGrantRefusal(error)) return trade()
    throw error
  }
}

async function askHost(getToken: GetToken, signal: AbortSignal | undefined): Promise<string> {
  const timeout = AbortSignal.timeout(hostTimeoutMs)
  const either = AbortSignal.any([timeout, ...(signal === undefined ? [] : [signal])])
  try {
    // Whoever waits for it may hold a lock among all tabs.
    const token: unknown = await abortable(getToken({ signal: either }), either)
    if (typeof token === 'string') return token
    throw new TypeError(`getToken gave no text: ${typeof token}`)
  } catch (cause) {
    signal?.throwIfAborted()
    // A host that cannot be reached says nothing about the session.
    const code = isOnline() ? 'sign_in_failed' : 'offline'
    throw new FeedError(code, 'the page gave no token for its user', { retryable: true, cause })
  }
}
