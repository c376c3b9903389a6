import { createPrivateKey } from 'node:crypto'
import type { JWK } from 'oidc-provider'

/** Makes the server's signing key (Ed25519) from 32 secret bytes, which are the key itself (RFC 8032, section 5.1.5).
 *  It is published at /oauth/jwks; tokens are opaque and carry no signature. */
export function createSigningKey(seed: Uint8Array): JWK {
  const der = Buffer.concat([pkcs8Prefix, seed.subarray(0, 32)])
  const jwk = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
  return { ...jwk, alg: 'EdDSA', use: 'sig' } as JWK
}

/** PrivateKeyInfo of an Ed25519 key without its 32 bytes (RFC 8410, section 7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
