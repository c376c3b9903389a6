import { createFeedClient } from '@ai-feed/core'
import type { FeedClient, OutboxEntry } from '@ai-feed/core'

interface Shared {
  client: FeedClient
  users: number
  isOwn: boolean
}

const clients = new Map<string, Shared>()
const keyOf = (server: string, site: string): string => `${server} ${site}`

/** Makes elements with the same server and site use this client. Call it before the first of them connects.
 *  The caller closes the client. */
export function shareClient(client: FeedClient): void {
  clients.set(keyOf(client.server, client.site), { client, users: 0, isOwn: false })
}

/** Gives the page's one client for a server and site; undefined when the server is no web origin.
 *  Pair each call with `releaseClient`. */
export function acquireClient(server: string, site: string): FeedClient | undefined {
  try {
    const { origin } = new URL(server, location.href)
    const key = keyOf(origin, site)
    const shared = clients.get(key) ?? { client: createFeedClient({ server: origin, site }), users: 0, isOwn: true }
    clients.set(key, shared)
    shared.users += 1
    return shared.client
  } catch {
    // A TypeError: the address is none, or not one of a web server. The element draws a sentence.
    return undefined
  }
}

/** Gives a client back. The last one to do so closes it, once nothing in its outbox is on the way. */
export function releaseClient(client: FeedClient): void {
  const key = keyOf(client.server, client.site)
  const shared = clients.get(key)
  if (shared?.client !== client) return
  shared.users -= 1
  // An element that is moved leaves and enters in one task.
  queueMicrotask(() => closeUnused(key, shared))
}

function closeUnused(key: string, shared: Shared): void {
  const isUnused = (): boolean => shared.users === 0 && clients.get(key) === shared
  if (!shared.isOwn || !isUnused()) return
  const close = (): void => {
    clients.delete(key)
    shared.client.close()
  }
  if (!shared.client.outbox.getSnapshot().some(isOnTheWay)) return close()
  const unsubscribe = shared.client.outbox.subscribe(() => {
    if (isUnused() && shared.client.outbox.getSnapshot().some(isOnTheWay)) return
    unsubscribe()
    if (isUnused()) close()
  })
}

const isOnTheWay = (entry: OutboxEntry): boolean => entry.status === 'sending'
