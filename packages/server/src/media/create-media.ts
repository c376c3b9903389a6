import type { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { Limits } from '@ai-feed/protocol'
import type { Schema } from '../database/schema.js'
import type { Images } from '../images/images.js'
import type { LoadMedia, ModeratePicture } from '../ports.js'
import type { AppEnv } from '../http/request-context.js'
import type { BlobStore } from './blob-store.js'
import { createLoadMedia } from './load-media.js'
import { createMediaAddresses } from './media-address.js'
import { mediaRoutes } from './media-routes.js'
import { createMediaStore } from './media-store.js'
import type { MediaStore } from './media-store.js'
import { servedMediaRoutes } from './serve-media.js'
import { sweepMedia, sweepOrphanBlobs } from './sweep-media.js'

export interface MediaOptions {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly images: Images
  /** A store that was claimed for this database. */
  readonly blobs: BlobStore
  /** Origin that serves pictures, without trailing slash. */
  readonly mediaUrl: string
  /** Secrets that addresses may be signed with, newest first. */
  readonly keys: () => readonly Uint8Array[]
  readonly clock: () => number
  readonly moderatePicture: ModeratePicture
}

/** The part of the server that keeps pictures. */
export interface MediaFeature {
  readonly store: MediaStore
  readonly loadMedia: LoadMedia
  /** POST /v1/media. */
  readonly routes: Hono<AppEnv>
  /** GET /media/…, needs no token. */
  readonly servedRoutes: Hono<AppEnv>
  /** Forgets drafts and deletes files that are due. */
  sweep(signal: AbortSignal): Promise<void>
  /** Deletes files that nobody names. Goes through all of them. */
  sweepOrphans(signal: AbortSignal): Promise<void>
}

const orphanAgeMs = 60 * 60_000

/** Makes the store of pictures with its routes. */
export function createMedia({
  db,
  limits,
  images,
  blobs,
  mediaUrl,
  keys,
  clock,
  moderatePicture,
}: MediaOptions): MediaFeature {
  const addresses = createMediaAddresses({ mediaUrl, keys, clock })
  const store = createMediaStore({ db, images, blobs, addresses })
  const loadMedia = createLoadMedia(db, addresses)

  return {
    store,
    loadMedia,
    routes: mediaRoutes({ db, limits, store, loadMedia, moderatePicture }),
    servedRoutes: servedMediaRoutes({ db, blobs, addresses }),
    sweep: (signal) => sweepMedia({ db, blobs, limits }, signal),
    sweepOrphans: (signal) => sweepOrphanBlobs({ db, blobs, clock }, { minAgeMs: orphanAgeMs, signal }),
  }
}
