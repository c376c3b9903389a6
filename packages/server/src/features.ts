import type { RequestListener } from 'node:http'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import { meRoutes } from './accounts/me-routes.js'
import { myDataRoutes } from './accounts/my-data-routes.js'
import { createTakePicture } from './accounts/take-picture.js'
import { isGrantLive } from './auth/grant-liveness.js'
import { sweepSignIns } from './auth/sweep.js'
import { createErasureLog } from './backups/erasure-log.js'
import type { ErasureStore } from './backups/erasure-store.js'
import type { ServiceAccount } from './config-services.js'
import { createContent } from './content.js'
import type { Database } from './database/database.js'
import type { Schema } from './database/schema.js'
import type { Secrets } from './database/secrets.js'
import { createFetchJson } from './fetch-json.js'
import { startGenerations } from './generations/start-generations.js'
import { createLoadQuota, quotaLimits } from './generations/quota.js'
import type { Generator } from './generators/generator.js'
import { createImages } from './images/images.js'
import type { Log } from './log.js'
import { createMedia } from './media/create-media.js'
import type { BlobStore } from './media/blob-store.js'
import type { MediaStore } from './media/media-store.js'
import { createGuardedFetch } from './outgoing/guarded-fetch.js'
import { createPeople } from './people.js'
import type { Notify, Publish } from './ports.js'
import type { FindClientAddress } from './http/client-address.js'
import { createKnownKeys } from './http/known-keys.js'
import { refuseUnheard } from './http/refuse-unheard.js'
import { refuseWhenFull } from './http/refuse-when-full.js'
import type { AppEnv } from './http/request-context.js'
import { createHoldSite } from './http/site-budget.js'
import { parseText } from './posts/parse-text.js'
import { createRights } from './rights.js'
import { createServices } from './services.js'
import { createSignIn } from './sign-in.js'
import { startSweeping } from './start-sweeping.js'
import { createLoadUsers } from './users/load-users.js'

export interface FeaturesOptions {
  readonly db: Kysely<Schema>
  /** A small pool for jobs alone. */
  readonly jobsDb: Database
  readonly databaseUrl: string
  readonly secrets: Secrets
  readonly limits: Limits
  readonly log: Log
  readonly clock: () => number
  readonly publicUrl: string
  readonly mediaUrl: string
  readonly erasures: ErasureStore
  readonly blobs: BlobStore
  readonly imagesAccount: ServiceAccount | undefined
  readonly moderationAccount: ServiceAccount | undefined
  readonly findClientAddress: FindClientAddress
  /** Whether the disk of the database has no space for more. */
  readonly isDiskFull: () => boolean
  /** No other process works on this database. */
  readonly isAlone: boolean
}

/** What code in the same process may use beside HTTP, to fill a database. */
export interface ServerTools {
  readonly db: Kysely<Schema>
  readonly mediaStore: MediaStore
  readonly generator: Generator
  readonly publish: Publish
  readonly notify: Notify
}

/** All features, wired together and at work. */
export interface Features {
  readonly routes: Hono<AppEnv>
  readonly provider: RequestListener
  readonly isForProvider: (path: string) => boolean
  readonly tools: ServerTools
  /** Ends streams and jobs. */
  close(): Promise<void>
}

const minuteMs = 60_000
const erasurePauseMs = 5_000

/** Wires the features together: the only place that knows more than one of them. */
export async function startFeatures(options: FeaturesOptions): Promise<Features> {
  const { db, jobsDb, databaseUrl, secrets, limits, log, clock, publicUrl, mediaUrl, findClientAddress, isAlone } =
    options
  const findLiveGrants = (grantIds: readonly string[]): Promise<ReadonlySet<string>> => isGrantLive(db, grantIds)

  const images = createImages(limits)
  const { generator, moderation } = createServices({ ...options, images })
  const { moderateText } = moderation
  const guardedFetch = createGuardedFetch({ limits })
  const fetchJson = createFetchJson(guardedFetch)
  const media = createMedia({
    db,
    limits,
    images,
    blobs: options.blobs,
    mediaUrl,
    keys: () => secrets.all('media-url'),
    clock,
    moderatePicture: moderation.moderatePicture,
  })
  const { loadMedia, store: mediaStore } = media
  const users = createLoadUsers({ db, loadMedia, parseText })
  const content = createContent({
    db,
    databaseUrl,
    keys: secrets,
    limits,
    log,
    clock,
    loadMedia,
    loadUserRefs: users.loadUserRefs,
    moderateText,
    findLiveGrants,
  })
  const people = createPeople({
    db,
    keys: secrets,
    limits,
    users,
    notify: content.notify,
    publish: content.publish,
  })
  const loadQuota = createLoadQuota(db, quotaLimits(limits, generator))
  const generations = await startGenerations({
    db,
    jobsDb,
    log,
    limits,
    clock,
    cursorKeys: secrets,
    endUserKey: () => secrets.current('end-user'),
    generator,
    media: mediaStore,
    ...moderation,
    loadMedia,
    loadPosts: content.loadPosts,
    loadPostRefs: content.loadPostRefs,
    loadQuota,
    publish: content.publish,
    sendPreview: content.sendPreview,
    findLiveGrants,
    isAlone,
  }).catch(async (error: unknown) => {
    await Promise.all([content.close(), generator.close()])
    throw error
  })
  const logErasures = createErasureLog(db, options.erasures)
  const stopLogging = startSweeping([logErasures], log, erasurePauseMs)
  const { publish, notify } = content
  const { readLargestSource } = mediaStore
  const knownKeys = createKnownKeys(limits.unknownKeysPerIpMinute, clock)
  const rights = createRights({
    db,
    limits,
    keys: secrets,
    log,
    clock,
    publicUrl,
    publish,
    notify,
    readLargestSource,
    knownKeys,
  })
  const takePicture = createTakePicture({
    db,
    log,
    fetchPicture: (url) => guardedFetch(url, { accept: 'image/*' }),
    prepareMedia: mediaStore.prepareMedia,
    moderatePicture: moderation.moderatePicture,
  })
  const signIn = createSignIn({
    db,
    publicUrl,
    secrets,
    limits,
    log,
    clock,
    fetchJson,
    takePicture,
    moderateText,
    findClientAddress,
    knownKeys,
    holdSite: createHoldSite(limits, clock),
    rights,
  })
  const sweeps = [() => content.sweep(), () => sweepSignIns(db), media.sweep, rights.sweep]
  const stopSweeping = startSweeping(sweeps, log, minuteMs)
  const stopHourlySweeping = startSweeping([generations.sweep, media.sweepOrphans], log, 60 * minuteMs)

  const routes = new Hono<AppEnv>()
  routes.route('/', signIn.routes)
  routes.route('/', media.servedRoutes)
  routes.route('/', rights.moderatorRoutes)
  routes.use('/v1/*', refuseWhenFull(options.isDiskFull), signIn.authenticate, refuseUnheard)
  const me = meRoutes({
    db,
    limits,
    moderateText,
    loadUser: users.loadUser,
    loadQuota,
    countUnread: content.countUnread,
  })
  const ofUsers = [me, myDataRoutes(), people]
  for (const feature of [...ofUsers, content.routes, media.routes, generations.routes, rights.routes]) {
    routes.route('/', feature)
  }

  return {
    routes,
    provider: signIn.provider,
    isForProvider: signIn.isForProvider,
    tools: { db, mediaStore, generator, publish: content.publish, notify: content.notify },
    async close() {
      await Promise.all([content.close(), generations.close(), stopSweeping(), stopHourlySweeping(), stopLogging()])
      await generator.close()
    },
  }
}
