import { createFeedClient } from '@ai-feed/core'
import type { FeedClient, OutboxEntry } from '@ai-feed/core'
import { english } from './strings.js'
import type { FeedStrings, Strings } from './strings.js'

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
  let origin: string
  try {
    origin = new URL(server, location.href).origin
  } catch {
    return undefined
  }
  const key = keyOf(origin, site)
  let shared = clients.get(key)
  if (!shared) {
    try {
      shared = { client: createFeedClient({ server: origin, site }), users: 0, isOwn: true }
    } catch {
      // A TypeError: the address is not one of a web server. The element draws a sentence.
      return undefined
    }
    clients.set(key, shared)
  }
  shared.users += 1
  return shared.client
}

/** Gives a client back. The last one to do so closes it, once nothing in its outbox is on the way. */
export function releaseClient(client: FeedClient): void {
  const found = [...clients].find(([, shared]) => shared.client === client)
  if (!found) return
  const [key, shared] = found
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

/** The languages that are there beside English, each whole in a chunk of its own. */
const catalogues = new Map<string, () => Promise<Strings>>([
  ['de', async () => (await import('./strings-de.js')).german],
  ['ar', async () => (await import('./strings-ar.js')).arabic],
])

/** Finds the catalogue of a language, of whatever region or script. */
const catalogueOf = (language: string): (() => Promise<Strings>) | undefined =>
  catalogues.get(language.toLowerCase().replace(/[-_].*/, ''))

/** Loads the words for a language that a feed may need at once; English for those that are not there. Never rejects. */
export async function loadStrings(language: string): Promise<FeedStrings> {
  try {
    return (await catalogueOf(language)?.()) ?? english
  } catch {
    // The chunk did not arrive; English words are better than none.
    return english
  }
}

let allEnglish: Strings | undefined

/** Loads all words for a language, the same object each time. Rejects when their chunk does not arrive. */
export async function loadAllStrings(language: string): Promise<Strings> {
  const catalogue = await catalogueOf(language)?.()
  if (catalogue) return catalogue
  const { laterEnglish } = await import('./strings-en.js')
  return (allEnglish ??= { ...english, ...laterEnglish })
}

/* oxlint-disable typescript/consistent-type-imports -- an import of the types would close a cycle, these chunks are leaves */

/** Loads what a composer draws and does. */
export const loadComposer = (): Promise<typeof import('./composer/composer-view.js')> =>
  import('./composer/composer-view.js')

/** Loads what an account button draws and does. */
export const loadAccount = (): Promise<typeof import('./account/account-view.js')> =>
  import('./account/account-view.js')

/** Loads what an account button opens. */
export const loadAccountMenu = (): Promise<typeof import('./account/account-menu.js')> =>
  import('./account/account-menu.js')

/** Loads what a feed does beyond showing its first posts. */
export const loadFeedParts = (): Promise<typeof import('./feed/feed-parts.js')> => import('./feed/feed-parts.js')

/** Loads what lays posts out as a grid of pictures. */
export const loadGrid = (): Promise<typeof import('./feed/grid-layout.js')> => import('./feed/grid-layout.js')

/** Loads what opens over a post: its thread, its provenance, a composer. */
export const loadOverlay = (): Promise<typeof import('./post/overlay.js')> => import('./post/overlay.js')

/** Loads what shows a picture as large as the window is. */
export const loadLightbox = (): Promise<typeof import('./post/lightbox.js')> => import('./post/lightbox.js')

/** Loads a post's thread. */
export const loadThread = (): Promise<typeof import('./post/thread.js')> => import('./post/thread.js')

/** Loads what a composer needs once it has pictures. */
export const loadPictureDesk = (): Promise<typeof import('./composer/picture-desk.js')> =>
  import('./composer/picture-desk.js')

/** Loads the choice of who may do what with a post. */
export const loadPolicies = (): Promise<typeof import('./composer/policies-template.js')> =>
  import('./composer/policies-template.js')

/** Loads what completes mentions and tags. */
export const loadCompletion = (): Promise<typeof import('./composer/completion.js')> =>
  import('./composer/completion.js')

/** Loads what keeps a draft through a reload. */
export const loadDraftKeeper = (): Promise<typeof import('./composer/draft-keeper.js')> =>
  import('./composer/draft-keeper.js')
