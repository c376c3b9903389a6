import { feedPageSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { answerRead, readerOf, toReadable } from '../http/answer-read.js'
import type { Readable } from '../http/answer-read.js'
import { consentHeaders } from '../http/consent-headers.js'
import { HttpProblem } from '../http/http-problem.js'
import { limitParameter, limitTextSchema, readLimit } from '../http/read-limit.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import { OWN_FEEDS, findFeed, isSearch } from './find-feed.js'
import { loadPage } from './load-page.js'
import type { LoadPageDeps, PageQuery } from './load-page.js'
import type { PageCache } from './page-cache.js'
import { takeSearch } from '../database/search-budget.js'

export interface FeedRoutesDeps extends LoadPageDeps {
  readonly limits: Limits
  /** Keeps first pages as everybody sees them; whoever publishes clears it. */
  readonly firstPages: PageCache<Readable>
}

const feedsDescription = [
  'Feeds: explore, for-you, home, user:{handle}, tag:{tag}, topic:{key}, comments:{postId}, remixes:{postId},',
  'lineage:{postId}, likes, bookmarks, and search with `q` or as search:{text}.',
  'home, likes and bookmarks need a session. Newest first; comments oldest first, lineage root first,',
  'likes and bookmarks by when they were marked, for-you by score with its terms in `because`.',
].join(' ')

const querySchema = v.strictObject({
  site: v.optional(v.string()),
  limit: v.optional(limitTextSchema),
  cursor: v.optional(v.string()),
  after: v.optional(v.string()),
  around: v.optional(v.string()),
  q: v.optional(v.string()),
  viewer: v.optional(v.literal('me')),
})

/** GET /v1/feeds/{feed}. */
export function feedRoutes({ limits, firstPages, ...deps }: FeedRoutesDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().get(
    '/v1/feeds/:feed',
    describeRoute({
      operationId: 'getFeed',
      summary: 'Reads a page of a feed',
      description: feedsDescription,
      parameters: parameters(limits.pageItems),
      responses: {
        200: {
          description: 'The page; `newest` is the cursor for `after`',
          content: { 'application/json': { schema: resolver(feedPageSchema) } },
        },
        304: { description: 'The page has not changed' },
      },
    }),
    async (c) => {
      const parameters = readParameters(c, querySchema)
      const name = c.req.param('feed')
      const viewer = OWN_FEEDS.has(name) ? requireViewer(c, 'read') : readerOf(c, parameters.viewer)
      const siteId = c.get('site').id
      const { cursor, after, around, q } = parameters
      const limit = readLimit(parameters.limit, limits.pageItems)
      const places = [cursor, after, around].filter((place) => place !== undefined)
      if (places.length > 1) throw new HttpProblem('bad_request', 'more than one of cursor, after and around')

      if (isSearch({ name, q }, limits)) {
        await takeSearch(deps.db, limits, c.get('viewer')?.userId, c.get('clientAddress'))
      }

      const make = async (): Promise<Readable> => {
        const feed = await findFeed(deps.db, siteId, viewer, { name, q })
        return render(deps, { siteId, viewer, feed, limit, cursor, after, around })
      }
      const isShared = viewer === undefined && places.length === 0
      return answerRead(c, await (isShared ? firstPages.get(JSON.stringify([siteId, name, q, limit]), make) : make()))
    },
  )
}

async function render(deps: LoadPageDeps, query: PageQuery): Promise<Readable> {
  const page = await loadPage(deps, query)
  return toReadable(page, consentHeaders(page.items.map(({ post }) => post.aiPreferences)))
}

function parameters(maxItems: number) {
  const query = (name: string, description: string) =>
    ({ in: 'query', name, description, schema: { type: 'string' } }) as const
  return [
    { in: 'path', name: 'feed', required: true, schema: { type: 'string' }, example: 'explore' } as const,
    query('site', 'Site to read; default: that of the token, else the default one'),
    limitParameter(maxItems),
    query('cursor', '`next` or `prev` of a page before'),
    query('after', '`newest` of a page before: what came since, oldest of it first when it does not fit on one page'),
    query('around', 'Id of the post that shall stand in the middle of the page'),
    query('q', 'What to search, for the feed `search`: words, `#tags`, `@handles`, "words in this order"'),
    query('viewer', '`me` for a read with a session: adds viewer state and what only this user may see'),
  ]
}
