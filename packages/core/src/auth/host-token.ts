import { SITE_SCOPES } from '@ai-feed/protocol'
import { FeedError } from '../feed-error.js'
import type { Prover } from './dpop-key.js'
import type { Tokens } from './session-record.js'
import { requestTokens, type TokenPorts } from './token-endpoint.js'

/** Gives the JWT that the host page made for its user. */
export type GetToken = (options: { signal: AbortSignal }) => Promise<string>

const hostTimeoutMs = 30_000

/** Trades the host's JWT for tokens of the server (RFC 7523). There is no refresh token: the host is asked again.
 *  @throws FeedError `sign_in_failed` with what `getToken` threw as cause */
export async function requestHostTokens(
  ports: TokenPorts,
  getToken: GetToken,
  prover: Prover,
  signal?: AbortSignal,
): Promise<Tokens> {
  const timeout = AbortSignal.timeout(hostTimeoutMs)
  const asked = AbortSignal.any([timeout, ...(signal === undefined ? [] : [signal])])
  let assertion: string
  try {
    assertion = await getToken({ signal: asked })
  } catch (cause) {
    signal?.throwIfAborted()
    throw new FeedError('sign_in_failed', 'the page gave no token for its user', { retryable: true, cause })
  }
  const parameters = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion,
    scope: SITE_SCOPES.join(' '),
  }
  return requestTokens(ports, prover, parameters, signal)
}
