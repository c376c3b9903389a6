/** Tells whether the browser believes to be online; runtimes that do not know count as online. */
export function isOnline(): boolean {
  return typeof document === 'undefined' || globalThis.navigator.onLine
}

/** Tells whether somebody may see the page; where there is none, what it would do is wanted. It is asked past the names that a page
 *  has given: a picture that is called `visibilityState` stands in the place of `document.visibilityState`. */
export function isPageShown(): boolean {
  return typeof document === 'undefined' || Reflect.get(Document.prototype, 'visibilityState', document) !== 'hidden'
}

/** Calls `listener` when the page comes online, becomes visible, or returns from the back/forward cache.
 *  @returns stops it. Does nothing where there is no page. */
export function watchReturn(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const leaving = new AbortController()
  const until = { signal: leaving.signal }
  addEventListener('online', listener, until)
  addEventListener('pageshow', listener, until)
  const onVisibility = (): unknown => isPageShown() && listener()
  // On the window: a picture of the page can be called like a method of the document, and is found in its place.
  addEventListener('visibilitychange', onVisibility, { ...until, capture: true })
  return () => leaving.abort()
}
