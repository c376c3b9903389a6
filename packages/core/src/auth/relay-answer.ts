/** What the server's relay hands back after a sign-in: a code, or the reason why there is none. Bound to `state`. */
export interface RelayAnswer {
  readonly state: string
  readonly iss: string
  readonly code?: string
  readonly error?: string
}

const fragmentStart = '#ai-feed='

/** Reads an answer of the right shape; undefined for anything else. */
export function readRelayAnswer(value: unknown): RelayAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { state, iss, code, error } = value as Record<string, unknown>
  if (typeof state !== 'string' || typeof iss !== 'string') return undefined
  if (typeof code === 'string') return { state, iss, code }
  return typeof error === 'string' ? { state, iss, error } : undefined
}

/** Takes the answer that a sign-in left in the page's fragment, once: the fragment is gone afterwards, from the history
 *  too. An answer for another server is left for the client of that one. */
export function takeFragmentAnswer(server: string): RelayAnswer | undefined {
  if (typeof location === 'undefined' || !location.hash.startsWith(fragmentStart)) return undefined
  let answer: RelayAnswer | undefined
  try {
    const query = decodeURIComponent(location.hash.slice(fragmentStart.length))
    answer = readRelayAnswer(Object.fromEntries(new URLSearchParams(query)))
  } catch {
    // Not written by the relay: removed below like any other.
  }
  if (answer !== undefined && answer.iss !== server) return undefined
  history.replaceState(history.state, '', location.pathname + location.search)
  return answer
}
