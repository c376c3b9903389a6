import type { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { Limits } from '@ai-feed/protocol'
import type { Schema } from '../database/schema.js'
import type { Images } from '../images/images.js'
import type { Log } from '../log.js'
import type { LoadMedia } from '../ports.js'
import type { AppEnv } from '../http/request-context.js'
import { createBlobStore } from './blob-store.js'
import { createLoadMedia } from './load-media.js'
import { createMediaAddresses } from './media-address.js'
import { mediaRoutes } from './media-routes.js'
import { createMediaStore } from './media-store.js'
import type { MediaStore } from './media-store.js'
import { servedMediaRoutes } from './serve-media.js'
import { sweepMedia, sweepOrphanBlobs } from './sweep-media.js'

export interface MediaOptions {
  readonly db: Kysely<Schema>
  readonly log: Log
  readonly limits: Limits
  readonly images: Images
  /** A folder that was claimed for this database. */
  readonly mediaDir: string
  /** Origin that serves pictures, without trailing slash. */
  readonly mediaUrl: string
  /** Secrets that addresses may be signed with, newest first. */
  readonly keys: () => readonly Uint8Array[]
  readonly clock: () => number
}

/** The part of the server that keeps pictures. */
export interface MediaFeature {
  readonly store: MediaStore
  readonly loadMedia: LoadMedia
  /** POST /v1/media. */
  readonly routes: Hono<AppEnv>
  /** GET /media/…, needs no token. */
  readonly servedRoutes: Hono<AppEnv>
  /** Begins to clean up, each minute what is due and each hour what nobody names; gives the function that stops it. */
  startSweeping(): () => Promise<void>
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Makes the store of pictures with its routes. */
export function createMedia({ db, log, limits, images, mediaDir, mediaUrl, keys, clock }: MediaOptions): MediaFeature {
  const blobs = createBlobStore(mediaDir)
  const addresses = createMediaAddresses({ mediaUrl, keys, clock })
  const store = createMediaStore({ db, images, blobs, addresses })
  const loadMedia = createLoadMedia(db, addresses)

  return {
    store,
    loadMedia,
    routes: mediaRoutes({ db, limits, store, loadMedia }),
    servedRoutes: servedMediaRoutes({ db, blobs, addresses }),
    startSweeping() {
      const stopping = new AbortController()
      const { signal } = stopping
      const due = repeat(() => sweepMedia({ db, blobs, limits }, signal), minuteMs, signal, log)
      const orphans = repeat(
        () => sweepOrphanBlobs({ db, blobs, clock }, { minAgeMs: hourMs, signal }),
        hourMs,
        signal,
        log,
      )
      return async () => {
        stopping.abort()
        await Promise.all([due, orphans])
      }
    },
  }
}

/** Runs `sweep` again and again, `pauseMs` after the last one ended, until the signal aborts. */
async function repeat(sweep: () => Promise<void>, pauseMs: number, signal: AbortSignal, log: Log): Promise<void> {
  while (!signal.aborted) {
    await sweep().catch((error: unknown) => log.warn('media.sweep_failed', { error }))
    if (!signal.aborted) await pause(pauseMs, signal)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    timer.unref()
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
