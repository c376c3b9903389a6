/** What the server's relay hands back after a sign-in: a code, or the reason why there is none. Bound to `state`. */
export interface RelayAnswer {
  readonly state: string
  readonly iss: string
  readonly code?: string
  readonly error?: string
}

/** Reads an answer of the right shape; undefined for anything else. */
export function readRelayAnswer(value: unknown): RelayAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { state, iss, code, error } = value as Record<string, unknown>
  if (typeof state !== 'string' || typeof iss !== 'string') return undefined
  if (typeof code === 'string') return { state, iss, code }
  return typeof error === 'string' ? { state, iss, error } : undefined
}
