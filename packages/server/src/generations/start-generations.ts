import type { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { Limits } from '@ai-feed/protocol'
import type { CursorKeys } from '../database/cursor.js'
import type { Database } from '../database/database.js'
import type { Schema } from '../database/schema.js'
import type { Generator } from '../generators/generator.js'
import type { Log } from '../log.js'
import type { MediaStore } from '../media/media-store.js'
import type {
  LoadMedia,
  LoadPostRefs,
  LoadPosts,
  LoadQuota,
  ModeratePicture,
  ModeratePrompt,
  Publish,
} from '../ports.js'
import type { AppEnv } from '../http/request-context.js'
import { createNameEndUser } from './end-user.js'
import { createGenerationQueue } from './generation-queue.js'
import { generationRoutes } from './generation-routes.js'
import { findEnded, forgetGenerations } from './generation-rows.js'
import { createGenerationWatch } from './generation-watch.js'
import type { SendPreview } from './generation-watch.js'
import { sweepQuota } from './quota.js'
import { createRenderGenerations } from './render-generation.js'
import { repairGenerations } from './repair-generations.js'
import { createRunGeneration } from './run-generation.js'
import { createRunningGenerations } from './running-generations.js'
import { takeOverGenerations } from './take-over-generations.js'

export interface GenerationsOptions {
  readonly db: Kysely<Schema>
  /** A small pool for jobs alone. */
  readonly jobsDb: Pick<Database, 'executeSql'>
  readonly log: Log
  readonly limits: Limits
  readonly clock: () => number
  readonly cursorKeys: CursorKeys
  /** A secret of this server, for the names that providers know users by. */
  readonly endUserKey: () => Uint8Array
  /** Closed by its maker. */
  readonly generator: Generator
  readonly media: MediaStore
  readonly moderatePrompt: ModeratePrompt
  readonly moderatePicture: ModeratePicture
  readonly loadMedia: LoadMedia
  readonly loadPosts: LoadPosts
  readonly loadPostRefs: LoadPostRefs
  readonly loadQuota: LoadQuota
  readonly publish: Publish
  readonly sendPreview: SendPreview
  /** No other process runs generations on this database. */
  readonly isAlone?: boolean
  readonly findLiveGrants: (grantIds: readonly string[]) => Promise<ReadonlySet<string>>
}

/** The part of the server that makes pictures from words. */
export interface Generations {
  readonly routes: Hono<AppEnv>
  /** Deletes what ended long ago and came to nothing, prompts included, and what was used on days long ago. Safe to run in several processes. */
  sweep(): Promise<unknown>
  /** Ends streams, stops what runs (a call that was sent ends as interrupted) and takes no more. */
  close(): Promise<void>
}

const repairIntervalMs = 30_000

/** A paid generator is another machine's work; one of our own shares two cores with everything else. */
const concurrencyOf = (generator: Generator): number => (generator.isPaid ? 16 : 2)

/** Starts taking generations, those included that an earlier process left. */
export async function startGenerations(options: GenerationsOptions): Promise<Generations> {
  const { db, jobsDb, log, limits, generator, media, publish, isAlone = false } = options
  const queue = createGenerationQueue({ db: jobsDb, log, concurrency: concurrencyOf(generator) })
  const watch = createGenerationWatch(options.sendPreview)
  const running = createRunningGenerations({ findEnded: (ids) => findEnded(db, ids) })
  const closing = new AbortController()
  const { addressOfPreview } = media
  const render = createRenderGenerations({ ...options, addressOfPreview })

  await queue.open()
  if (isAlone) await takeOverGenerations({ db, queue, publish })
  const nameEndUser = createNameEndUser(options.endUserKey)
  await queue.start(createRunGeneration({ ...options, nameEndUser, running, watch }))
  const repair = setInterval(() => {
    repairGenerations({ db, queue, publish, deadlineSeconds: limits.generationDeadlineSeconds }).catch(
      (error: unknown) => log.warn('generations.repair_failed', { error }),
    )
  }, repairIntervalMs)
  repair.unref()

  return {
    routes: generationRoutes({ ...options, queue, running, watch, render, addressOfPreview, closing: closing.signal }),
    sweep: () => Promise.all([forgetGenerations(db, limits.unattachedMediaDays), sweepQuota(db)]),
    async close() {
      clearInterval(repair)
      closing.abort()
      const stopped = queue.stop(3_000)
      running.close()
      await stopped
    },
  }
}
