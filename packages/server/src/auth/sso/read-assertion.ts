import { errors as joseErrors, jwtVerify } from 'jose'
import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { errors } from 'oidc-provider'

/** Signature algorithms that a host may use: asymmetric ones, so that its public key can never be taken for a secret. */
export const HOST_ALGORITHMS: readonly string[] = ['ES256', 'RS256']

/** What a host says of its user. */
export interface HostUser {
  /** The host's own id of the user; with the site it is the user. */
  readonly sub: string
  readonly name?: string
  readonly preferredUsername?: string
  readonly picture?: string
}

/** An assertion that holds. The caller still refuses a `jti` seen before. */
export interface HostAssertion {
  readonly user: HostUser
  readonly jti: string
  readonly expiresAt: Date
}

/** What an assertion must be about. */
export interface AssertionExpectations {
  readonly siteId: string
  /** The one place that it is for. */
  readonly audience: string
  readonly getKey: JWTVerifyGetKey
  readonly nowMs: number
}

const maxLifetimeSeconds = 120

/** Hosts' clocks may run ahead by so much; one that runs behind shortens its own assertions. */
const skewSeconds = 30

/** Verifies a host's assertion about its user (RFC 7523, section 3): `iss` and the key are the site's, `aud` is what
 *  is expected alone, and it lives for two minutes at most.
 *  @throws OAuth `invalid_grant` that says in words which claim is wrong. */
export async function readAssertion(assertion: string, expected: AssertionExpectations): Promise<HostAssertion> {
  if (assertion.length > 8_192) throw refuseAssertion('is longer than 8192 characters')
  const claims = await verifySignature(assertion, expected)

  const { aud, exp, iat, jti, sub } = claims
  const now = expected.nowMs / 1_000
  if (Array.isArray(aud) && aud.length !== 1) throw refuseAssertion('is for more than this server (aud)')
  if (!isTime(exp) || !isTime(iat)) throw refuseAssertion('needs exp and iat as numbers')
  if (exp <= now) throw refuseAssertion('has expired (exp)')
  if (iat > now + skewSeconds) throw refuseAssertion('is of the future (iat)')
  if (exp <= iat || exp - iat > maxLifetimeSeconds) {
    throw refuseAssertion(`must expire at most ${maxLifetimeSeconds} seconds after iat`)
  }
  if (typeof jti !== 'string' || !/^[!-~]{1,256}$/.test(jti)) throw refuseAssertion('needs jti, visible ASCII')
  if (typeof sub !== 'string' || !isSubject(sub)) throw refuseAssertion('needs sub, 1 to 128 characters')
  return { user: readUser(sub, claims), jti, expiresAt: new Date(exp * 1_000) }
}

/** Makes the refusal of an assertion, for the host's developer to read.
 *  @param reason goes on from "assertion". */
export function refuseAssertion(reason: string): InstanceType<typeof errors.CustomOIDCProviderError> {
  // RFC 6749, section 5.2, allows neither quotes nor backslashes here.
  return new errors.CustomOIDCProviderError('invalid_grant', `assertion ${reason}`.replace(/["\\]/g, "'"))
}

async function verifySignature(assertion: string, expected: AssertionExpectations): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(assertion, expected.getKey, {
      algorithms: [...HOST_ALGORITHMS],
      issuer: expected.siteId,
      audience: expected.audience,
      clockTolerance: skewSeconds,
      currentDate: new Date(expected.nowMs),
    })
    if (!isAssertionType(protectedHeader.typ)) throw refuseAssertion('is another kind of JWT (typ)')
    return payload
  } catch (error) {
    if (error instanceof joseErrors.JOSEError || error instanceof TypeError) {
      throw refuseAssertion(`does not hold: ${error.message}`)
    }
    throw error
  }
}

/** What a host has signed to be something else, such as an access token, signs nobody in (RFC 8725, section 3.11). */
function isAssertionType(typ: string | undefined): boolean {
  return typ === undefined || /^(?:application\/)?(?:JWT|authorization-grant\+jwt)$/i.test(typ)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** PostgreSQL stores neither U+0000 nor halves of characters. */
function isSubject(sub: string): boolean {
  return sub.length >= 1 && sub.length <= 128 && sub.isWellFormed() && !/\p{Cc}/u.test(sub)
}

/** What is optional is left out when it is no text: it never keeps anybody from signing in. */
function readUser(sub: string, claims: JWTPayload): HostUser {
  const read = (name: string): string | undefined => {
    const value = claims[name]
    return typeof value === 'string' && value.length <= 2_048 && value.isWellFormed() && !value.includes('\0')
      ? value
      : undefined
  }
  const [name, preferredUsername, picture] = [read('name'), read('preferred_username'), read('picture')]
  return {
    sub,
    ...(name !== undefined && { name }),
    ...(preferredUsername !== undefined && { preferredUsername }),
    ...(picture !== undefined && { picture }),
  }
}
