import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as v from 'valibot'
import type { AppBindings } from '../http/app.js'
import { addressBucket } from '../database/rate-limit.js'
import { isUuid } from '../database/is-uuid.js'
import { foldTag } from '../fold-tag.js'
import { HttpProblem } from '../http/http-problem.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import { streamHeaders } from '../http/stream-headers.js'
import type { EventHub } from './event-hub.js'

export interface EventRoutesDeps {
  readonly hub: Pick<EventHub, 'open'>
  readonly maxFeeds: number
}

/** A tag or topic is no longer. */
const maxSubjectLength = 200

const querySchema = v.strictObject({
  site: v.optional(v.string()),
  feed: v.optional(v.array(v.string()), []),
  after: v.optional(v.string()),
})

/** GET /v1/events. */
export function eventRoutes({ hub, maxFeeds }: EventRoutesDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().get(
    '/v1/events',
    describeRoute({
      operationId: 'streamEvents',
      summary: 'Streams what happens in several feeds and, with a session, to its user',
      parameters: [
        { in: 'query', name: 'site', schema: { type: 'string' } },
        {
          in: 'query',
          name: 'feed',
          description: 'explore, home (with a session), user:{handle}, tag:{tag}, topic:{key} or comments:{postId}',
          schema: { type: 'array', items: { type: 'string' }, maxItems: maxFeeds },
        },
        { in: 'query', name: 'after', description: 'The last id that was received', schema: { type: 'string' } },
        { in: 'header', name: 'Last-Event-ID', description: 'The same; it wins', schema: { type: 'string' } },
      ],
      responses: {
        200: { description: 'Server-sent events', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      },
    }),
    async (c) => {
      const { feed, after } = readParameters(c, querySchema, { repeated: ['feed'] })
      const viewer = c.get('viewer') && requireViewer(c, 'read')
      if (feed.length > maxFeeds) throw new HttpProblem('bad_request', `${feed.length} feeds on one stream`)
      if (feed.length === 0 && !viewer)
        throw new HttpProblem('bad_request', 'a stream without feeds and session is silent')
      const feeds = [...new Set(feed.map(readStreamFeed))]
      if (feeds.includes('home')) requireViewer(c, 'read')

      if (c.req.method === 'HEAD') return c.body(null, 200, streamHeaders)
      const body = await hub.open({
        siteId: c.get('site').id,
        viewer,
        address: addressBucket(c.get('clientAddress')),
        feeds,
        after: c.req.header('Last-Event-ID') ?? after,
        cut: () => (c.env as AppBindings | undefined)?.outgoing?.destroy(),
      })
      return c.body(body, 200, streamHeaders)
    },
  )
}

/** A feed of a user or post that is not there is merely silent: one deleted post must not cost a page its stream.
 *  @throws HttpProblem `unknown_feed` for one that has no stream. */
function readStreamFeed(name: string): string {
  const [kind = '', subject = ''] = name.split(/:(.*)/s, 2)
  if (name === 'explore' || name === 'home') return name
  if (kind === 'user' && /^[a-z0-9_]{3,30}$/i.test(subject)) return name.toLowerCase()
  if (kind === 'comments' && isUuid(subject)) return name
  const isNamed = subject !== '' && subject.length <= maxSubjectLength
  if (kind === 'tag' && isNamed) return `tag:${foldTag(subject)}`
  if (kind === 'topic' && isNamed) return name
  throw new HttpProblem('unknown_feed', `no stream for feed ${kind.slice(0, 20)}`)
}
