import { createHash, randomUUID } from 'node:crypto'

/** What a DPoP proof says; every part can be made wrong. */
export interface ProofParts {
  readonly method: string
  readonly url: string
  readonly token?: string
  readonly nonce?: string | undefined
  /** Replaces or, with undefined, removes claims. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
}

/** A key as a browser's session has it, which signs DPoP proofs. */
export interface SessionKey {
  /** RFC 7638 thumbprint. */
  readonly jkt: string
  readonly keyPair: CryptoKeyPair
  prove(parts: ProofParts): Promise<string>
}

/** Makes an ES256 key by WebCrypto. */
export async function createSessionKey(): Promise<SessionKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const keyPair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keyPair.publicKey)
  const jwk = { crv, kty, x, y }
  return {
    jkt: hash(JSON.stringify(jwk)),
    keyPair,
    async prove({ method, url, token, nonce, claims, header }) {
      const payload = {
        htm: method,
        htu: url.split(/[?#]/)[0],
        iat: Math.floor(Date.now() / 1_000),
        jti: randomUUID(),
        ...(token !== undefined && { ath: hash(token) }),
        ...(nonce !== undefined && { nonce }),
        ...claims,
      }
      const input = `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })}.${encode(payload)}`
      const signature = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        keyPair.privateKey,
        Buffer.from(input),
      )
      return `${input}.${Buffer.from(signature).toString('base64url')}`
    },
  }
}

/** SHA-256 as base64url: of tokens for `ath`, of verifiers for PKCE. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
