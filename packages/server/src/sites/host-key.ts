import { createPublicKey } from 'node:crypto'
import { ConfigError } from '../config-error.js'

/** The public key of a host as a JWK: EC on P-256 for ES256, or RSA of 2048 bits and more for RS256. */
export type HostKey =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }

/** Reads the public key of a host from what a file holds: PEM, a JWK, or a set of one JWK.
 *  @throws ConfigError for private keys, which must never come here, and for keys that cannot verify ES256 or RS256. */
export function readHostKey(text: string): HostKey {
  const jwk = readJwk(text)
  if (text.includes('PRIVATE KEY') || (jwk !== undefined && ('d' in jwk || jwk['kty'] === 'oct'))) {
    throw new ConfigError(
      'the file of --sso-key holds a secret: give the public key alone, and keep the other to yourself',
    )
  }
  try {
    const key = jwk ? createPublicKey({ key: jwk, format: 'jwk' }) : createPublicKey(text)
    const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
    const { kty, crv, x, y, n, e } = key.export({ format: 'jwk' })
    if (kty === 'EC' && crv === 'P-256' && x !== undefined && y !== undefined) return { kty, crv, x, y }
    if (kty === 'RSA' && modulusLength >= 2_048 && n !== undefined && e !== undefined) return { kty, n, e }
  } catch (cause) {
    throw new ConfigError('the file of --sso-key holds no public key as PEM or JWK', { cause })
  }
  throw new ConfigError('the key of --sso-key is neither EC on P-256 (ES256) nor RSA of 2048 bits and more (RS256)')
}

/** Reads the address of a host's keys.
 *  @throws ConfigError unless it is https without name, password and fragment. */
export function readKeysAddress(text: string): string {
  const url = URL.parse(text)
  if (
    url?.protocol !== 'https:' ||
    url.username !== '' ||
    url.password !== '' ||
    url.hash !== '' ||
    text.length > 500
  ) {
    throw new ConfigError(
      `--sso-jwks is "${text.slice(0, 100)}", not an address such as https://www.example.org/keys.json`,
    )
  }
  return url.href
}

function readJwk(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const keys: unknown = 'keys' in value ? value.keys : undefined
    const [first, second] = Array.isArray(keys) ? (keys as unknown[]) : [value]
    return typeof first === 'object' && first !== null && second === undefined ? { ...first } : undefined
  } catch {
    // PEM is no JSON.
    return undefined
  }
}
