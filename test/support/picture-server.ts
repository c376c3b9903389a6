import { mkdtemp, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { SITE_SCOPES, defaultLimits } from '@ai-feed/protocol'
import type { EventData, Generation, Limits, Media, Quota, Scope } from '@ai-feed/protocol'
import { createUser } from '../../packages/server/dist/accounts/create-user.js'
import { createAdmission } from '../../packages/server/dist/http/admission.js'
import { createApp } from '../../packages/server/dist/http/app.js'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Schema } from '../../packages/server/dist/database/schema.js'
import { loadSecrets } from '../../packages/server/dist/database/secrets.js'
import { createPublish } from '../../packages/server/dist/events/create-publish.js'
import { createLoadQuota, quotaLimits } from '../../packages/server/dist/generations/quota.js'
import { startGenerations } from '../../packages/server/dist/generations/start-generations.js'
import type { Generator } from '../../packages/server/dist/generators/generator.js'
import { createImages } from '../../packages/server/dist/images/images.js'
import { createLog } from '../../packages/server/dist/log.js'
import { createBlobStore } from '../../packages/server/dist/media/blob-store.js'
import type { BlobStore } from '../../packages/server/dist/media/blob-store.js'
import { createMedia } from '../../packages/server/dist/media/create-media.js'
import { promptFloor } from '../../packages/server/dist/moderation/prompt-floor.js'
import type { ModeratePicture, ModeratePrompt } from '../../packages/server/dist/ports.js'
import { createLoadPostRefs } from '../../packages/server/dist/posts/load-post-refs.js'
import { createLoadPosts } from '../../packages/server/dist/posts/load-posts.js'
import type { AppEnv, Viewer } from '../../packages/server/dist/http/request-context.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import { makeTestDatabase } from './test-database.ts'

/** A user of the picture routes, without the detour of signing in: the header X-Test-User stands for a verified token. */
export interface PictureUser {
  readonly viewer: Viewer
  fetch(path: string, init?: RequestInit): Promise<Response>
  generate(body: object, key?: string): Promise<Response>
  upload(bytes: Uint8Array, headers?: Record<string, string>): Promise<Response>
  /** Reads a generation until `isDone` says so. */
  until(id: string, isDone: (generation: Generation) => boolean): Promise<Generation>
  /** Makes a post of a picture by writing rows, as POST /v1/posts would. */
  post(
    media: Pick<Media, 'id'>,
    rules?: { visibility?: 'public' | 'followers'; remixPolicy?: 'everyone' | 'nobody'; training?: 'allow' | 'deny' },
  ): Promise<string>
}

/** Media and generations on a real database and a real folder, with a generator of the test's own. */
export interface PictureServer {
  readonly app: Hono<AppEnv>
  readonly db: Kysely<Schema>
  readonly mediaDir: string
  readonly previews: EventData<'generation.preview'>[]
  readonly logs: readonly Record<string, unknown>[]
  readonly revokedGrants: Set<string>
  user(options?: { site?: string; isNew?: boolean; scopes?: readonly Scope[] }): Promise<PictureUser>
  /** Lets a user of another server on the same database in. */
  adopt(viewer: Viewer): PictureUser
  /** Reads what GET /v1/me says of a user's generations today. */
  quota(user: PictureUser): Promise<Quota>
  /** Fetches an address as an `<img>` would. */
  get(url: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

export interface PictureServerOptions {
  readonly generator: Generator
  readonly limits?: Partial<Limits>
  readonly moderatePrompt?: ModeratePrompt
  readonly moderatePicture?: ModeratePicture
  readonly clock?: () => number
  /** Whether it takes over at once what a killed process left. Default: no. */
  readonly isAlone?: boolean
  /** Where pictures go instead of a folder. */
  readonly blobs?: BlobStore
  /** Database and folder of another server, to be the second process on them. */
  readonly beside?: { databaseUrl: string; mediaDir: string }
}

/** Starts the picture features. Close it in `after`. */
export async function startPictureServer(
  options: PictureServerOptions,
): Promise<PictureServer & { databaseUrl: string }> {
  const { generator, moderatePrompt = promptFloor, clock = Date.now, beside, isAlone = false } = options
  const { moderatePicture = async () => ({ isAllowed: true }) } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const database = beside ? undefined : await makeTestDatabase()
  const databaseUrl = database?.url ?? beside?.databaseUrl ?? ''
  const mediaDir = beside?.mediaDir ?? (await mkdtemp(join(tmpdir(), 'ai-feed-pictures-')))
  const { blobs = createBlobStore(mediaDir) } = options
  const http = openDatabase(databaseUrl, { max: 20 })
  const jobs = openDatabase(databaseUrl, { max: 4 })
  const { db } = http
  for (const id of ['default', 'other']) await addSite(db, { id, name: id, origins: [], isDefault: id === 'default' })

  const logs: Record<string, unknown>[] = []
  const log = createLog({ write: (line) => void logs.push(JSON.parse(line) as Record<string, unknown>) })
  const secrets = await loadSecrets(db)
  const media = createMedia({
    db,
    limits,
    images: createImages(limits),
    blobs,
    mediaUrl: 'http://pictures.test',
    keys: () => secrets.all('media-url'),
    clock,
    moderatePicture,
  })
  const previews: EventData<'generation.preview'>[] = []
  const revokedGrants = new Set<string>()
  const { loadMedia } = media
  const generations = await startGenerations({
    db,
    jobsDb: jobs,
    log,
    limits,
    clock,
    cursorKeys: secrets,
    endUserKey: () => secrets.current('end-user'),
    generator,
    media: media.store,
    moderatePrompt,
    moderatePicture,
    loadMedia,
    loadPosts: createLoadPosts(db, loadMedia),
    loadPostRefs: createLoadPostRefs(db, loadMedia),
    loadQuota: createLoadQuota(db, quotaLimits(limits, generator)),
    publish: createPublish(db, () => {}),
    sendPreview: (_siteId, _userId, preview) => void previews.push(preview),
    findLiveGrants: async (ids) => new Set(ids.filter((id) => !revokedGrants.has(id))),
    isAlone,
  })

  const viewers = new Map<string, Viewer>()
  const app = createApp({
    log,
    admission: createAdmission({ running: 64, waiting: 512 }),
    findClientAddress: () => '192.0.2.1',
  })
  app.use('/v1/*', async (c, next) => {
    const viewer = viewers.get(c.req.header('X-Test-User') ?? '')
    if (viewer) c.set('viewer', viewer)
    await next()
  })
  for (const part of [media.routes, media.servedRoutes, generations.routes]) app.route('/', part)

  return {
    app,
    db,
    databaseUrl,
    mediaDir,
    previews,
    logs,
    revokedGrants,
    get: async (url, init) => app.request(url, init),
    quota: ({ viewer }) => createLoadQuota(db, quotaLimits(limits, generator))(viewer),
    adopt(viewer) {
      viewers.set(viewer.userId, viewer)
      return createPictureUser(app, db, viewer)
    },
    async user({ site = 'default', isNew = false, scopes = SITE_SCOPES } = {}) {
      const { id: userId, handle } = await createUser(db, {
        siteId: site,
        handle: `u${randomBytes(6).toString('hex')}`,
      })
      if (!isNew) await sql`update users set created_at = now() - interval '2 days' where id = ${userId}`.execute(db)
      const grantId = randomBytes(8).toString('hex')
      const viewer: Viewer = {
        userId,
        handle,
        siteId: site,
        scopes: new Set<Scope>(scopes),
        grantId,
        createdAtMs: 0,
        tokenExpiresAtMs: clock() + 600_000,
      }
      viewers.set(userId, viewer)
      return createPictureUser(app, db, viewer)
    },
    async close() {
      await generations.close()
      await generator.close()
      await http.close()
      await jobs.close()
      await database?.drop()
      if (!beside) await rm(mediaDir, { recursive: true, force: true })
    },
  }
}

function createPictureUser(app: Hono<AppEnv>, db: Kysely<Schema>, viewer: Viewer): PictureUser {
  const send: PictureUser['fetch'] = async (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('X-Test-User', viewer.userId)
    return app.request(`http://server.test${path}`, { ...init, headers })
  }
  return {
    viewer,
    fetch: send,
    generate(body, key = newKey()) {
      const text = JSON.stringify(body)
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(text)),
        'Idempotency-Key': key,
      }
      return send('/v1/generations', { method: 'POST', headers, body: text })
    },
    upload: (bytes, headers = {}) =>
      send('/v1/media', {
        method: 'POST',
        headers: {
          'Content-Length': String(bytes.byteLength),
          'Content-Type': 'image/png',
          'Idempotency-Key': newKey(),
          ...headers,
        },
        body: new Uint8Array(bytes),
      }),
    async until(id, isDone) {
      for (;;) {
        const generation = (await (await send(`/v1/generations/${id}`)).json()) as Generation
        if (isDone(generation)) return generation
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
    async post({ id: mediaId }, { visibility = 'public', remixPolicy = 'everyone', training = 'deny' } = {}) {
      const preferences = JSON.stringify({ training, inference: 'unset', generation: 'unset', embedding: 'unset' })
      const { rows } = await sql<{ id: string }>`
        insert into posts (site_id, author_id, position, visibility, comment_policy, remix_policy, ai_preferences)
        values (${viewer.siteId}, ${viewer.userId}, nextval('event_seq'), ${visibility}, 'everyone', ${remixPolicy}, ${preferences}::jsonb)
        returning id`.execute(db)
      const postId = rows[0]?.id ?? ''
      await sql`insert into post_media (post_id, site_id, ordinal, media_id) values (${postId}, ${viewer.siteId}, 0, ${mediaId})`.execute(
        db,
      )
      await sql`update media set state = 'ready' where id = ${mediaId}`.execute(db)
      return postId
    },
  }
}

/** A key for one write. */
function newKey(): string {
  return randomBytes(12).toString('base64url')
}
