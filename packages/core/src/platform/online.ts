/** Tells whether the browser believes to be online; runtimes that do not know count as online. */
export function isOnline(): boolean {
  return typeof document === 'undefined' || globalThis.navigator.onLine
}

/** Calls `listener` when the page comes online, becomes visible, or returns from the back/forward cache.
 *  @returns stops it. Does nothing where there is no page. */
export function watchReturn(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const leaving = new AbortController()
  const until = { signal: leaving.signal }
  addEventListener('online', listener, until)
  addEventListener('pageshow', listener, until)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener(), until)
  return () => leaving.abort()
}
