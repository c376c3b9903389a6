import type { Kysely } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { EventData, EventKind } from '@ai-feed/protocol'
import type { Schema } from '../database/schema.js'
import type { Viewer } from '../http/request-context.js'
import { findGeneration, readLastSeq } from './generation-rows.js'
import type { GenerationRow } from './generation-rows.js'
import type { GenerationWatch } from './generation-watch.js'

export interface FollowGenerationOptions {
  readonly db: Kysely<Schema>
  readonly watch: GenerationWatch
  readonly addressOfPreview: (key: string) => string
  /** Tells which of the sign-ins still stand. */
  readonly findLiveGrants: (grantIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** Aborts when the process is about to end. */
  readonly closing: AbortSignal
  readonly clock: () => number
  /** Called when the stream is over, whoever ended it. */
  readonly onEnd: () => void
}

/** The row is read this often, for news from other processes; what happens in this one wakes the reader at once. */
const pollMs = 500
const pingMs = 15_000
const turnsPerGrantCheck = 10

/** Follows a generation of the viewer as text in the form of the event stream: where it stands, then what changes; it ends
 *  after the generation's end, or with `end` and a reason. No event has an `id:`: each stream starts with the present state.
 *  It is read at the pace of its reader, so nothing piles up. */
export async function* followGeneration(
  { db, watch, addressOfPreview, findLiveGrants, closing, clock, onEnd }: FollowGenerationOptions,
  viewer: Viewer,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let wake = Promise.withResolvers<void>()
  const stopWatching = watch.onChange(id, () => wake.resolve())
  const sentPreviews = new Set<string>()
  let status: string | undefined
  let seq = 0
  let writtenAtMs = clock()

  try {
    yield 'retry: 3000\n\n'
    for (let turn = 1; !signal.aborted; turn += 1) {
      wake = Promise.withResolvers<void>()
      const row = await findGeneration(db, viewer.siteId, viewer.userId, id)
      if (!row) return
      const news: string[] = []
      if (row.status !== status) {
        // Numbers of one stream rise; the main stream's are at least as high by the time it tells the same.
        seq = Math.max(seq + 1, await readLastSeq(db))
        status = row.status
        news.push(statusEvent(row, seq))
      }
      for (const { variant, index, key } of row.previews.filter((preview) => !sentPreviews.has(preview.key))) {
        sentPreviews.add(key)
        news.push(eventText('generation.preview', { id, variant, index, url: addressOfPreview(key) }))
      }
      if (news.length === 0 && clock() - writtenAtMs >= pingMs) news.push(': ping\n\n')
      if (news.length > 0) writtenAtMs = clock()
      yield* news
      if (isFinal(row.status)) return

      const isTurnToCheck = turn % turnsPerGrantCheck === 0
      const reason = closing.aborted
        ? 'shutting_down'
        : clock() >= viewer.tokenExpiresAtMs
          ? 'token_expired'
          : isTurnToCheck && !(await findLiveGrants([viewer.grantId])).has(viewer.grantId)
            ? 'signed_out'
            : undefined
      if (reason) return yield eventText('end', { reason })
      await untilWoken(wake, [signal, closing])
    }
  } finally {
    stopWatching()
    onEnd()
  }
}

function statusEvent({ id, status, error }: GenerationRow, seq: number): string {
  return eventText('generation', {
    seq,
    id,
    status,
    ...(error && { error: { code: error.code, retryable: error.retryable } }),
  })
}

function eventText<K extends EventKind>(kind: K, data: EventData<K>): string {
  return `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`
}

async function untilWoken(wake: PromiseWithResolvers<void>, signals: readonly AbortSignal[]): Promise<void> {
  const timer = setTimeout(wake.resolve, pollMs)
  const onAbort = (): void => wake.resolve()
  for (const signal of signals) signal.addEventListener('abort', onAbort, { once: true })
  await wake.promise
  clearTimeout(timer)
  for (const signal of signals) signal.removeEventListener('abort', onAbort)
}
