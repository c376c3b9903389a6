const start = '#ai-feed='

/** Takes the answer that a sign-in left in the page's fragment, once: the fragment is gone afterwards, from the history
 *  too. An answer for another server is left for the client of that one.
 *  @returns the answer's fields, not judged */
export function takeFragment(server: string): Record<string, string> | undefined {
  if (typeof location === 'undefined' || !location.hash.startsWith(start)) return undefined
  let answer: Record<string, string> = {}
  try {
    answer = Object.fromEntries(new URLSearchParams(decodeURIComponent(location.hash.slice(start.length))))
  } catch {
    // Not written by the relay: removed like any other.
  }
  if (answer['iss'] !== undefined && answer['iss'] !== server) return undefined
  history.replaceState(history.state, '', location.pathname + location.search)
  return answer
}
