import { routes } from '@ai-feed/protocol'
import { FeedError } from '../feed-error.js'
import { demandStatus } from '../http/demand-status.js'
import type { Transport } from '../http/transport.js'
import { errorOfAnswer } from '../http/read-problem.js'
import { badResponse } from '../http/translate-error.js'
import type { Prover } from './dpop-key.js'
import type { Tokens } from './session-record.js'

/** The token endpoint said no (RFC 6749, section 5.2): `cause` holds the OAuth error code. */
export function isGrantRefusal(error: unknown): boolean {
  return error instanceof FeedError && error.code === 'sign_in_failed' && error.cause === 'invalid_grant'
}

/** Asks the token endpoint for tokens, once more when the server wants its nonce in the proof.
 *  @throws FeedError `sign_in_failed` with the OAuth error as cause | `offline` | `timeout` | `bad_response` */
export async function requestTokens(
  transport: Transport,
  prover: Prover,
  parameters: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
  now: () => number,
): Promise<Tokens> {
  const path = routes.token()
  for (let tries = 1; ; tries += 1) {
    const answer = await transport.send(
      {
        path,
        method: 'POST',
        body: new URLSearchParams(parameters),
        headers: { dpop: await prover.prove('POST', transport.server + path) },
        signal,
        authorization: null,
        readsRefusals: true,
      },
      async (response) => ({
        isNewNonce: prover.observe(response.headers),
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        text: await response.text(),
      }),
    )
    const body = parseObject(answer.text)
    if (answer.status === 200) return readTokens(body, now())
    const reason = body?.['error']
    if (reason === 'use_dpop_nonce' && answer.isNewNonce && tries === 1) continue
    if (typeof reason !== 'string' || answer.status >= 500)
      throw errorOfAnswer(answer.status, answer.text, answer.retryAfter)
    throw new FeedError('sign_in_failed', `the server refused the sign-in: ${reason}`, { cause: reason })
  }
}

/** Revokes a token and with it its whole grant (RFC 7009); with `everywhere` every sign-in of its user. */
export async function revokeToken(
  transport: Transport,
  site: string,
  token: string,
  everywhere = false,
): Promise<void> {
  const body = new URLSearchParams({ token, client_id: site, ...(everywhere && { everywhere: 'true' }) })
  await transport.send({ path: routes.revoke(), method: 'POST', body, authorization: null }, (response) =>
    demandStatus(response, 200),
  )
}

function readTokens(body: Record<string, unknown> | undefined, nowMs: number): Tokens {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds, token_type: type } = body ?? {}
  const isBound = typeof type === 'string' && type.toLowerCase() === 'dpop'
  if (typeof accessToken !== 'string' || typeof seconds !== 'number' || !isBound) {
    throw badResponse(new Error('no DPoP-bound token in the answer'))
  }
  const tokens = { accessToken, expiresAtMs: nowMs + seconds * 1000 }
  return typeof refreshToken === 'string' ? { ...tokens, refreshToken } : tokens
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
