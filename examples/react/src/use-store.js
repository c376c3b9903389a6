import { useSyncExternalStore } from 'react'

/** The snapshot of any store of the client: a feed, a post, the session, the outbox. Its methods are bound and its
 *  snapshot keeps its reference until something changed, so React needs nothing more. */
export function useStore(store) {
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}
