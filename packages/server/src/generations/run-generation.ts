import type { Kysely } from 'kysely'
import type { Limits } from '@ai-feed/protocol'
import type { Schema, StoredProvenance, Trx } from '../database/schema.js'
import type { Generator } from '../generators/generator.js'
import type { Log } from '../log.js'
import type { MediaStore } from '../media/media-store.js'
import type { LoadPosts, ModeratePicture, Publish } from '../ports.js'
import { checkRemix } from './check-remix.js'
import { collectFrames } from './collect-frames.js'
import type { FinishedVariant } from './collect-frames.js'
import type { NameEndUser } from './end-user.js'
import { addStatusEvent, finishGeneration } from './finish-generation.js'
import type { Ending } from './finish-generation.js'
import {
  endingOfError,
  endingOfSource,
  interrupted,
  nothingCame,
  outputRefused,
  providerBusy,
  sourceGone,
  timedOut,
} from './generation-error.js'
import type { RunReminded } from './generation-queue.js'
import { addPreview, findCalled, markCalled, startGeneration } from './generation-rows.js'
import type { GenerationRow } from './generation-rows.js'
import type { GenerationWatch } from './generation-watch.js'
import { loadReference } from './load-reference.js'
import type { RemixSource } from './load-reference.js'
import { provenanceOf } from './provenance.js'
import type { RunningGenerations } from './running-generations.js'
import { untilAborted } from './until-aborted.js'

export interface RunGenerationOptions {
  readonly db: Kysely<Schema>
  readonly log: Log
  readonly limits: Pick<Limits, 'generationDeadlineSeconds'>
  readonly generator: Generator
  readonly media: MediaStore
  readonly moderatePicture: ModeratePicture
  readonly loadPosts: LoadPosts
  readonly nameEndUser: NameEndUser
  readonly publish: Publish
  readonly running: RunningGenerations
  readonly watch: GenerationWatch
}

/** Makes the function that runs the generation of a reminder. One call of the generator is ever sent for a row, whatever is
 *  killed and however often the reminder comes: the call is marked before it is sent, and a marked one that nobody runs any
 *  more ends as `interrupted`. */
export function createRunGeneration(options: RunGenerationOptions): RunReminded {
  const { db, log, generator, media, publish, running, watch } = options

  return async (id, reminder) => {
    running.throwIfClosed()
    // A second reminder of what is at work here.
    if (running.has(id)) return
    const { signal, leave } = running.enter(id)
    try {
      await run(id, reminder, signal)
    } finally {
      leave()
    }
  }

  async function run(id: string, { isRepeated }: { isRepeated: boolean }, ended: AbortSignal): Promise<void> {
    const row = await start(id)
    // A second reminder may find it at work in another process; only after a failed run is nobody at it.
    if (!row) return isRepeated ? closeAbandoned(id) : undefined
    const deadline = AbortSignal.timeout(options.limits.generationDeadlineSeconds * 1_000)
    const signal = AbortSignal.any([ended, deadline])
    try {
      const source = await findSource(row)
      if (source && 'status' in source) return void (await end(row, source))
      const waitMs = generator.waitMs?.() ?? 0
      if (waitMs > 0) return void (await end(row, providerBusy(waitMs)))
      running.throwIfClosed()
      if (!(await markCalled(db, row))) return
      await call(row, source, signal)
    } catch (error) {
      if (deadline.aborted) return void (await end(row, timedOut))
      if (ended.aborted) {
        // Canceled: its row says so already. Process ends: one whose call was sent ends here, another is for the next
        // process, which the rejection makes the reminder wait for.
        await closeAbandoned(id)
        return running.throwIfClosed()
      }
      log.warn('generation.failed', { generationId: id, error })
      await end(row, endingOfError(error))
    }
  }

  /** Reads what a remix starts from, or says how it ends: its author's word counts until the moment of the call. */
  async function findSource(row: GenerationRow): Promise<RemixSource | Ending | undefined> {
    if (row.remixOf === null) return undefined
    const refusal = await checkRemix(options.loadPosts, row, row.remixOf).catch(endingOfSource)
    return refusal ?? (await loadReference(db, media, row.siteId, row.remixOf)) ?? sourceGone
  }

  async function start(id: string): Promise<GenerationRow | undefined> {
    const row = await db.transaction().execute(async (trx) => {
      const started = await startGeneration(trx, id)
      if (started) await addStatusEvent(trx, started)
      return started
    })
    if (row) await announce(id)
    return row
  }

  async function call(row: GenerationRow, source: RemixSource | undefined, signal: AbortSignal): Promise<void> {
    const { prompt, size, n: count, seed } = row.request
    const [widthPx = 0, heightPx = 0] = size.split('x').map(Number)
    const isModified = source !== undefined && !source.isGenerated
    const provenance = provenanceOf(generator, prompt, isModified)
    const reference = source && { reference: source.reference }
    const endUser = options.nameEndUser(row)
    const frames = generator.generate({ prompt, widthPx, heightPx, count, seed, endUser, ...reference, signal })

    const { variants, refusedFor } = await collectFrames(untilAborted(frames, signal), {
      media,
      siteId: row.siteId,
      count,
      digitalSourceType: provenance.digitalSourceType,
      moderatePicture: options.moderatePicture,
      onPreview: async ({ variant, index, key, url }) => {
        if (!(await addPreview(db, row, { variant, index, key }))) return running.stop(row.id)
        watch.preview(row, { id: row.id, variant, index, url })
      },
    })
    if (variants.length === 0) await end(row, refusedFor === undefined ? nothingCame : outputRefused(refusedFor))
    else await store(row, variants, provenance)
  }

  /** The pictures and the end of their generation become true together; after a cancel none of it does. */
  async function store(
    row: GenerationRow,
    variants: readonly FinishedVariant[],
    provenance: StoredProvenance,
  ): Promise<void> {
    let isStored = false
    try {
      isStored = await end(row, { status: 'succeeded' }, async (trx) => {
        for (const { media: picture, altDraft, recipe } of variants) {
          await picture.insert(trx, { ownerId: row.userId, provenance, generationId: row.id, altDraft, recipe })
        }
      })
    } finally {
      if (!isStored) await Promise.all(variants.map(({ media: picture }) => picture.discard()))
    }
  }

  async function end(
    row: Pick<GenerationRow, 'id' | 'siteId'>,
    ending: Ending,
    alongside?: (trx: Trx) => Promise<void>,
  ): Promise<boolean> {
    const isEnded = await db.transaction().execute(async (trx) => {
      if (!(await finishGeneration(trx, row, ending))) return false
      await alongside?.(trx)
      return true
    })
    if (isEnded) await announce(row.id)
    return isEnded
  }

  /** A call was sent and nobody will read its answer. One that was not sent is left for the next process. */
  async function closeAbandoned(id: string): Promise<void> {
    const called = await findCalled(db, id)
    if (called) await end({ id, ...called }, interrupted)
  }

  async function announce(id: string): Promise<void> {
    watch.changed(id)
    await publish()
  }
}
