import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { Readable } from './http/answer-read.js'
import type { CursorKeys } from './database/cursor.js'
import { connectionSettings } from './database/database.js'
import { sweepIdempotency } from './database/idempotency.js'
import { createListener } from './database/listener.js'
import { EVENTS_CHANNEL } from './database/publish-function.js'
import type { Schema } from './database/schema.js'
import { createPublish, publishEachSecond } from './events/create-publish.js'
import { createEventHub } from './events/event-hub.js'
import type { EventHub, EventHubDeps } from './events/event-hub.js'
import { sweepEvents } from './events/event-log.js'
import { eventRoutes } from './events/event-routes.js'
import { LIVE_CHANNEL } from './events/live-channel.js'
import { feedRoutes } from './feeds/feed-routes.js'
import { createPageCache } from './feeds/page-cache.js'
import type { Log } from './log.js'
import { createCountUnread } from './notifications/count-unread.js'
import { createFindShown } from './notifications/find-shown.js'
import { notificationRoutes } from './notifications/notification-routes.js'
import { sweepNotifications } from './notifications/notification-rows.js'
import { notify } from './notifications/notify.js'
import type {
  CountUnread,
  LoadMedia,
  LoadPostRefs,
  LoadPosts,
  LoadUserRefs,
  ModerateText,
  Notify,
  Publish,
} from './ports.js'
import { editRoutes } from './posts/edit-routes.js'
import { createFindCounts } from './posts/find-counts.js'
import { createLoadPostRefs } from './posts/load-post-refs.js'
import { createLoadPosts } from './posts/load-posts.js'
import { postRoutes } from './posts/post-routes.js'
import { reactionRoutes } from './reactions/reaction-routes.js'
import type { AppEnv } from './http/request-context.js'

/** What posts, feeds and events are made from. */
export interface ContentOptions {
  readonly db: Kysely<Schema>
  /** For the one connection that listens. */
  readonly databaseUrl: string
  readonly keys: CursorKeys
  readonly limits: Limits
  readonly log: Log
  readonly clock: () => number
  readonly loadMedia: LoadMedia
  readonly loadUserRefs: LoadUserRefs
  readonly moderateText: ModerateText
  /** Which sign-ins still stand: streams of the others are closed. */
  readonly findLiveGrants: EventHubDeps['findLiveGrants']
}

/** Posts, feeds, likes and events, wired together. */
export interface Content {
  readonly routes: Hono<AppEnv>
  readonly publish: Publish
  readonly loadPosts: LoadPosts
  readonly loadPostRefs: LoadPostRefs
  readonly notify: Notify
  readonly countUnread: CountUnread
  readonly sendPreview: EventHub['sendPreview']
  /** Deletes events and idempotency keys that are past their time. Safe to run in several processes. */
  sweep(): Promise<void>
  /** Ends all streams. */
  close(): Promise<void>
}

/** Wires posts, feeds, likes and events together; a part of the composition root. */
export function createContent(options: ContentOptions): Content {
  const { db, databaseUrl, keys, limits, log, clock, loadMedia, loadUserRefs, moderateText, findLiveGrants } = options
  const firstPages = createPageCache<Readable>({
    maxAgeMs: 1_000,
    maxEntries: 500,
    maxBytes: 16_777_216,
    bytesOf: ({ body }) => body.byteLength,
    clock,
  })
  const countUnread = createCountUnread(db, limits)
  const hub = createEventHub({
    db,
    log,
    limits,
    findCounts: createFindCounts(db),
    countUnread,
    findShown: createFindShown(db),
    findLiveGrants,
    clock,
  })
  const wake = (): void => {
    firstPages.clear()
    hub.wake()
  }
  const publish = createPublish(db, wake)
  const stopPublishing = publishEachSecond(publish, log)
  const listener = createListener({
    connection: connectionSettings(databaseUrl, 'ai-feed-listen'),
    channels: [EVENTS_CHANNEL, LIVE_CHANNEL],
    log,
    onNotification: (channel, payload) => (channel === EVENTS_CHANNEL ? wake() : hub.receive(payload)),
    onListening: wake,
  })
  const announceCounts = (siteId: string, postId: string): void => {
    firstPages.clear()
    hub.announceCounts(siteId, postId)
  }

  const loadPosts = createLoadPosts(db, loadMedia)
  const loadPostRefs = createLoadPostRefs(db, loadMedia)
  const routes = new Hono<AppEnv>()
    .route('/', feedRoutes({ db, keys, limits, loadPosts, loadUserRefs, firstPages }))
    .route('/', postRoutes({ db, limits, loadPosts, publish, notify, moderateText }))
    .route('/', editRoutes({ db, keys, limits, loadPosts, publish, notify, moderateText }))
    .route('/', reactionRoutes({ db, limits, loadPosts, notify, publish, announceCounts }))
    .route('/', notificationRoutes({ db, keys, limits, loadMedia, loadPostRefs, publish }))
    .route('/', eventRoutes({ hub, maxFeeds: limits.feedsPerStream }))

  return {
    routes,
    publish,
    loadPosts,
    loadPostRefs,
    notify,
    countUnread,
    sendPreview: hub.sendPreview,
    async sweep() {
      await sweepEvents(db)
      await sweepIdempotency(db)
      await sweepNotifications(db, limits.notificationDays)
    },
    async close() {
      stopPublishing()
      hub.close()
      await listener.close()
    },
  }
}
