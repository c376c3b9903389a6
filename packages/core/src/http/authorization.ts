/** What one request carries to prove a session. */
export interface Proof {
  /** Absent where the key alone is proved. */
  readonly accessToken?: string | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** Proves requests. Its owner gives proofs only for the server that gave the tokens. */
export interface Authorization {
  /** Makes the proof of one request; undefined when nobody is signed in. */
  prove(method: string, url: string): Promise<Proof | undefined>
  /** Takes the nonce of an answer. */
  observe(headers: Headers): void
  /** Makes the next proof better, by a nonce or a fresh token, if that is what the server asked for.
   *  @returns true when sending again helps */
  recover(error: unknown, proof: Proof): Promise<boolean>
}
