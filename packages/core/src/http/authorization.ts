import type { FeedError } from '../feed-error.js'

/** What one request carries to prove a session. */
export interface Proof {
  readonly accessToken: string
  readonly headers: Readonly<Record<string, string>>
}

/** Proves requests. Its owner gives proofs only for the server that gave the tokens. */
export interface Authorization {
  /** Makes the proof of one request; undefined when nobody is signed in. */
  prove(method: string, url: string): Promise<Proof | undefined>
  /** Takes the nonce of an answer. */
  observe(headers: Headers): void
  /** After a 401: makes the next proof better, by a nonce or a fresh token. @returns true when sending again helps. */
  recover(error: FeedError, proof: Proof): Promise<boolean>
}

/** How often one request is proved anew: once for a nonce, once for a token. */
export const maxProofs = 3
