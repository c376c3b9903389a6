import { createHash } from 'node:crypto'
import { EmbeddedJWK, calculateJwkThumbprint, jwtVerify } from 'jose'
import type { JWTVerifyResult } from 'jose'
import { HttpProblem } from '../http/http-problem.js'
import type { DpopNonces } from './dpop-nonce.js'

/** Signature algorithms that a session key may have; the same at the token endpoint. */
export const DPOP_ALGORITHMS: readonly string[] = ['ES256', 'Ed25519', 'EdDSA']

/** What a proof of RFC 9449 must be about. */
export interface ProofExpectations {
  readonly method: string
  /** PUBLIC_URL and the path of the request; never made from the Host header. */
  readonly url: string
  readonly accessToken: string
  readonly nonces: DpopNonces
}

/** A proof that holds. The caller still compares the key with the token's and refuses a `jti` seen before. */
export interface DpopProof {
  /** RFC 7638 thumbprint of the key that signed. */
  readonly jkt: string
  readonly jti: string
  /** The nonce that the proof carries; fresh. */
  readonly nonce: string
}

/** Verifies the DPoP proof of a request with an access token (RFC 9449, section 4.3). Its age is judged by the nonce alone:
 *  `iat` must be there but may be a day off, as clients' clocks are.
 *  @throws HttpProblem `dpop_invalid`, or `use_dpop_nonce` for a sound proof without a fresh nonce. */
export async function verifyDpopProof(proof: string, expected: ProofExpectations): Promise<DpopProof> {
  if (proof.length > 4_096) throw refusal('length')
  const { payload, protectedHeader } = await verifySignature(proof)

  const { jti, iat, htm, htu, ath, nonce } = payload as ProofPayload
  // Of visible ASCII, like every jti in use: PostgreSQL stores neither U+0000 nor halves of characters.
  if (typeof jti !== 'string' || !/^[!-~]{1,256}$/.test(jti)) throw refusal('jti')
  if (typeof iat !== 'number' || !Number.isFinite(iat)) throw refusal('iat')
  if (htm !== expected.method) throw refusal('htm')
  if (typeof htu !== 'string' || !isSameAddress(htu, expected.url)) throw refusal('htu')
  if (ath !== createHash('sha256').update(expected.accessToken).digest('base64url')) throw refusal('ath')
  if (nonce !== undefined && typeof nonce !== 'string') throw refusal('nonce')
  if (nonce === undefined || !expected.nonces.isFresh(nonce)) throw askForNonce(expected.nonces)

  // EmbeddedJWK has checked that the header holds a public key.
  const jkt = await calculateJwkThumbprint(protectedHeader.jwk as NonNullable<typeof protectedHeader.jwk>)
  return { jkt, jti, nonce }
}

type ProofPayload = Readonly<Record<'jti' | 'iat' | 'htm' | 'htu' | 'ath' | 'nonce', unknown>>

async function verifySignature(proof: string): Promise<JWTVerifyResult> {
  try {
    // The proof's own exp and nbf, if any, are of the client's clock and count for nothing: judged as if made at any time.
    return await jwtVerify(proof, EmbeddedJWK, {
      algorithms: [...DPOP_ALGORITHMS],
      typ: 'dpop+jwt',
      clockTolerance: Number.MAX_SAFE_INTEGER,
    })
  } catch (cause) {
    throw new HttpProblem('dpop_invalid', 'proof is not a JWT of type dpop+jwt signed by the public key in it', {
      headers: challenge('invalid_dpop_proof'),
      cause,
    })
  }
}

/** Query and fragment do not count (RFC 9449, section 4.3, point 9). */
function isSameAddress(htu: string, url: string): boolean {
  const claimed = URL.parse(htu)
  if (!claimed) return false
  claimed.search = ''
  claimed.hash = ''
  return claimed.href === new URL(url).href
}

function refusal(claim: string): HttpProblem {
  return new HttpProblem('dpop_invalid', `${claim} of the proof is missing or is not this request's`, {
    headers: challenge('invalid_dpop_proof'),
  })
}

function askForNonce(nonces: DpopNonces): HttpProblem {
  return new HttpProblem('use_dpop_nonce', 'proof carries no fresh nonce', {
    headers: { ...challenge('use_dpop_nonce'), 'DPoP-Nonce': nonces.current() },
  })
}

/** The header that goes with every 401 about a token or its proof (RFC 9449, section 7.1). */
export function challenge(error: 'invalid_token' | 'invalid_dpop_proof' | 'use_dpop_nonce'): Record<string, string> {
  return { 'WWW-Authenticate': `DPoP error="${error}", algs="${DPOP_ALGORITHMS.join(' ')}"` }
}
