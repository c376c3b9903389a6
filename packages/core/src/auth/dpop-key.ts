import { isFeedError } from '../feed-error.js'
import type { Authorization } from '../http/authorization.js'
import type { Clock } from '../platform/clock.js'
import { writeJson } from '../platform/write-json.js'
import { digestText, encodeBytes, encodeText, randomText } from './encode-bytes.js'

/** Makes proofs of possession (RFC 9449) with one key, for one server. */
export interface Prover {
  readonly keyPair: CryptoKeyPair
  /** The last nonce that the server gave. */
  nonce(): string | undefined
  /** Makes the DPoP header of one request; `url` without query and fragment. */
  prove(method: string, url: string, accessToken?: string): Promise<string>
  /** Takes the nonce of an answer. */
  observe(headers: Headers): void
  /** True while a nonce is young enough to be accepted: they live 5 minutes on the server. */
  hasFreshNonce(): boolean
}

const nonceAgeMs = 4 * 60_000

const es256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Makes a key whose private half no script can read. */
export function createKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(es256, false, ['sign', 'verify'])
}

/** The RFC 7638 thumbprint that binds a code to a key (`dpop_jkt`). */
export async function thumbprintOf(keyPair: CryptoKeyPair): Promise<string> {
  const { crv, kty, x, y } = await exportPublic(keyPair)
  return digestText(writeJson({ crv, kty, x, y }))
}

/** Makes a prover. `nonce` is one that the server gave already. */
export function createProver(keyPair: CryptoKeyPair, clock: Pick<Clock, 'now'>, nonce?: string): Prover {
  let observedAtMs = Number.NEGATIVE_INFINITY
  return {
    keyPair,
    nonce: () => nonce,
    prove: async (htm, htu, accessToken) =>
      signJwt(keyPair, {
        jti: randomText(16),
        htm,
        htu,
        iat: Math.floor(clock.now() / 1000),
        nonce,
        ath: accessToken === undefined ? undefined : await digestText(accessToken),
      }),
    observe(headers) {
      const next = headers.get('dpop-nonce')
      if (next === null) return
      nonce = next
      observedAtMs = clock.now()
    },
    hasFreshNonce: () => Math.abs(clock.now() - observedAtMs) < nonceAgeMs,
  }
}

/** Proves requests with a key, and the access token that is bound to it if there is one. */
export function authorizationOf(prover: Prover, accessToken?: string): Authorization {
  return {
    async prove(method, url) {
      const dpop = await prover.prove(method, url, accessToken)
      return { accessToken, headers: { dpop, ...(accessToken && { authorization: `DPoP ${accessToken}` }) } }
    },
    observe: prover.observe,
    recover: async (error) => isProofRefusal(error),
  }
}

/** Tells whether a new proof may help: the server wants its nonce in it, or has seen this one. A browser sends a request
 *  again by itself when the connection breaks before the answer. */
export function isProofRefusal(error: unknown): boolean {
  // The token endpoint says it in the words of OAuth, which are the cause of its error. Each has `dpop` in it, and no other.
  return isFeedError(error) && /dpop/.test(String([error.code, error.cause]))
}

/** Signs claims with a header that carries the public half of the key (RFC 9449, section 4.2). */
async function signJwt(keyPair: CryptoKeyPair, claims: Readonly<Record<string, unknown>>): Promise<string> {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: await exportPublic(keyPair) }
  const input = `${encodeText(writeJson(header))}.${encodeText(writeJson(claims))}`
  const signature = await crypto.subtle.sign(es256, keyPair.privateKey, new TextEncoder().encode(input))
  return `${input}.${encodeBytes(new Uint8Array(signature))}`
}

async function exportPublic({ publicKey }: CryptoKeyPair): Promise<JsonWebKey> {
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  return { crv, kty, x, y } as JsonWebKey
}
