import { calculateThumbprint, generateKeyPair, generateProof } from 'dpop'

/** Makes proofs of possession (RFC 9449) with one key, for one server. */
export interface Prover {
  readonly keyPair: CryptoKeyPair
  /** The last nonce that the server gave. */
  nonce(): string | undefined
  /** Makes the DPoP header of one request; `url` without query and fragment. */
  prove(method: string, url: string, accessToken?: string): Promise<string>
  /** Takes the nonce of an answer. @returns true when it is another one than before */
  observe(headers: Headers): boolean
  /** True while a nonce is young enough to be accepted: they live 5 minutes on the server. */
  hasFreshNonce(): boolean
}

const nonceAgeMs = 4 * 60_000

/** Makes a key whose private half no script can read. */
export function createKey(): Promise<CryptoKeyPair> {
  return generateKeyPair('ES256', { extractable: false })
}

/** The RFC 7638 thumbprint that binds a code to a key (`dpop_jkt`). */
export function thumbprintOf(keyPair: CryptoKeyPair): Promise<string> {
  return calculateThumbprint(keyPair.publicKey)
}

/** Makes a prover. `now` gives epoch milliseconds; `nonce` is one that the server gave already. */
export function createProver(keyPair: CryptoKeyPair, now: () => number, nonce?: string): Prover {
  let observedAtMs = Number.NEGATIVE_INFINITY
  return {
    keyPair,
    nonce: () => nonce,
    prove: (method, url, accessToken) => generateProof(keyPair, url, method, nonce, accessToken),
    observe(headers) {
      const next = headers.get('dpop-nonce')
      if (next === null) return false
      const isOther = next !== nonce
      nonce = next
      observedAtMs = now()
      return isOther
    },
    hasFreshNonce: () => Math.abs(now() - observedAtMs) < nonceAgeMs,
  }
}
