import { hkdfSync } from 'node:crypto'
import { isSameSecret } from './is-same-secret.js'

/** Nonces for DPoP proofs: made from a secret and the minute, so that every process and restart knows them. */
export interface DpopNonces {
  /** The one to hand out now. */
  current(): string
  /** True for nonces handed out in the last few minutes: at least three, at most five. */
  isFresh(nonce: string): boolean
}

/** Creates the nonces of the resource side. They are those that oidc-provider hands out at the token endpoint
 *  (lib/helpers/challenge.js: HKDF over the minute's number), because a client keeps one nonce for an origin
 *  and both sides are one origin; a test holds the two together.
 *  @param secrets 32 bytes each, the one that nonces are made from first. */
export function createDpopNonces(secrets: () => readonly Uint8Array[], clock: () => number = Date.now): DpopNonces {
  let known: { minute: number; from: readonly Uint8Array[]; nonces: readonly string[] } | undefined

  /** Those of the current secret come first. */
  function window(): readonly string[] {
    const minute = Math.floor(clock() / 60_000)
    const from = secrets()
    const isSame = known?.from.length === from.length && known.from.every((secret, at) => secret === from[at])
    if (known?.minute !== minute || !isSame) {
      const steps = [-2, -1, 0, 1, 2]
      known = { minute, from, nonces: from.flatMap((secret) => steps.map((step) => derive(secret, minute + step))) }
    }
    return known.nonces
  }

  return {
    current: () => window()[3] as string,
    isFresh: (nonce) => window().filter((fresh) => isSameSecret(fresh, nonce)).length > 0,
  }
}

function derive(secret: Uint8Array, minute: number): string {
  const salt = Buffer.alloc(8)
  salt.writeUInt32BE(minute, 4)
  return Buffer.from(hkdfSync('sha256', secret, salt, 'DPoP', 32)).toString('base64url')
}
