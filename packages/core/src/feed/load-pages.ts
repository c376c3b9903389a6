import { feedPageShape, readQuery, readRoutes, type FeedId, type FeedPage } from '@ai-feed/protocol'
import { readAsViewer } from '../http/read-as-viewer.js'
import type { Transport } from '../http/transport.js'
import { FeedError } from '../feed-error.js'
import { own } from '../platform/own.js'
import { splitFeedId } from './feed-order.js'
import { newTo, rowIdentity } from './feed-state.js'

/** Where a page starts; none of them is page one. */
export interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly after?: string | undefined
  readonly around?: string | undefined
  /** For who knows that there is something new: a browser may keep an anonymous page for 5 s. */
  readonly isFresh?: boolean
  readonly signal?: AbortSignal | undefined
}

/** Loads one page of one feed. */
export type LoadPage = (feed: FeedId, request: PageRequest) => Promise<FeedPage>

/** Makes the loader of one site.  */
export function createLoadPage(transport: Transport, site: string, hasSession: () => Promise<boolean>): LoadPage {
  return async (feed, request) => {
    const { limit, cursor, after, around, isFresh, signal } = own(request)
    const [kind, subject] = splitFeedId(feed)
    const [route, q] = kind === 'search' ? [kind, subject] : [feed]
    return readAsViewer(hasSession, (viewer) => {
      if (!viewer.viewer && 'home,likes,bookmarks'.includes(feed))
        throw new FeedError('sign_in_required', `${feed} needs a session`)
      const path = readRoutes.feed(route) + readQuery({ site, limit, cursor, after, around, q, ...viewer })
      return transport.json(feedPageShape, { path, signal, isFresh: isFresh ?? after !== undefined })
    })
  }
}

/** Empty pages in a row after which a feed counts as ended. */
export const maxEmptyPages = 50

/** Walks a feed page by page. Posts that were given before are left out of later pages; an empty page is passed on to
 *  nobody and is not the end; a cursor that comes again is. */
export async function* walkPages(
  loadPage: LoadPage,
  feed: FeedId,
  options: { limit: number; around?: string | undefined; signal?: AbortSignal | undefined },
): AsyncGenerator<FeedPage, void, undefined> {
  const followed = new Set<string>()
  const given = new Set<string>()
  let emptyPages = 0
  let page = await loadPage(feed, options)
  for (;;) {
    const { next } = own(page)
    const items = newTo(given, page.items, rowIdentity)
    emptyPages = items.length === 0 ? emptyPages + 1 : 0
    if (items.length > 0) yield { ...page, items }
    if (next === undefined || followed.has(next) || emptyPages > maxEmptyPages) return
    followed.add(next)
    page = await loadPage(feed, { limit: options.limit, cursor: next, signal: options.signal })
  }
}
