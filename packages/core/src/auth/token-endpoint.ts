import { number, object, oneOf, optional, routes, text } from '@ai-feed/protocol'
import { FeedError } from '../feed-error.js'
import { demandStatus } from '../http/demand-status.js'
import { readJson, type Transport } from '../http/transport.js'
import { own } from '../platform/own.js'
import type { Clock } from '../platform/clock.js'
import { errorOfAnswer, readRefusal } from '../http/read-problem.js'
import { authorizationOf, type Prover } from './dpop-key.js'
import type { Tokens } from './session-record.js'

/** The token endpoint said no (RFC 6749, section 5.2): `cause` holds the OAuth error code. */
export function isGrantRefusal(error: unknown): boolean {
  return error instanceof FeedError && error.code === 'sign_in_failed' && error.cause === 'invalid_grant'
}

/** What asking for tokens needs from its client. */
export interface TokenPorts {
  readonly transport: Transport
  readonly site: string
  readonly clock: Clock
}

/** Asks the token endpoint for tokens, by the parameters of one grant.
 *  @throws FeedError `sign_in_failed` with the OAuth error as cause | `offline` | `timeout` | `bad_response` */
export function requestTokens(
  { transport, site, clock }: TokenPorts,
  prover: Prover,
  parameters: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Tokens> {
  const request = {
    path: routes.token(),
    method: 'POST',
    body: new URLSearchParams(own({ ...parameters, client_id: site, resource: transport.server })),
    signal,
    authorization: authorizationOf(prover),
    readsRefusals: true,
  } as const
  return transport.send(request, async (response) => {
    if (response.status === 200) return tokensOf(await readJson(tokenAnswerShape, response), clock.now())
    const body = await readRefusal(response)
    const reason = findReason(body)
    if (reason === undefined || response.status >= 500) throw errorOfAnswer(response, body, clock)
    throw new FeedError('sign_in_failed', `the server refused the sign-in: ${reason}`, { cause: reason })
  })
}

/** Revokes a token and with it its whole grant (RFC 7009); with `everywhere` every sign-in of its user. */
export async function revokeToken(
  { transport, site }: Pick<TokenPorts, 'transport' | 'site'>,
  token: string,
  everywhere: boolean,
): Promise<void> {
  const body = new URLSearchParams(own({ token, client_id: site, ...(everywhere && { everywhere: 'true' }) }))
  await transport.send({ path: routes.revoke(), method: 'POST', body, authorization: null }, (response) =>
    demandStatus(response, 200),
  )
}

/** What the token endpoint answers (RFC 6749, section 5.1). */
interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token?: string | undefined
  /** Seconds. */
  readonly expires_in: number
  readonly token_type: 'DPoP'
}

const tokenAnswerShape = object<TokenAnswer>({
  access_token: text,
  refresh_token: optional(text),
  expires_in: number,
  token_type: (value) => oneOf('DPoP')(/^dpop$/i.test(text(value)) ? 'DPoP' : value),
})

function tokensOf(answer: TokenAnswer, nowMs: number): Tokens {
  const { access_token, refresh_token, expires_in } = own(answer)
  const tokens = { accessToken: access_token, expiresAtMs: nowMs + expires_in * 1000 }
  return own(refresh_token === undefined ? tokens : { ...tokens, refreshToken: refresh_token })
}

/** Finds the OAuth error code in a refusal (RFC 6749, section 5.2). */
function findReason(body: string): string | undefined {
  try {
    return object<{ error: string }>({ error: text })(JSON.parse(body)).error
  } catch {
    return undefined
  }
}
