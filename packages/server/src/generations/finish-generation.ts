import { sql } from 'kysely'
import type { GenerationStatus } from '@ai-feed/protocol'
import { deleteBlobsLater } from '../database/blob-deletions.js'
import { addPendingEvent } from '../database/pending-event.js'
import type { StoredGenerationError, Trx } from '../database/schema.js'
import { giveQuotaBack } from './quota.js'

/** How a generation ends. */
export type Ending =
  | { readonly status: 'succeeded' | 'canceled' }
  | { readonly status: 'refused' | 'failed'; readonly error: StoredGenerationError }

/** Previews stay this long for those who are just loading them. */
const previewRestSeconds = 60

/** Ends a generation, once: gives the budget back if no call was sent, lets the previews go and tells the author.
 *  @returns false when it had ended before; then nothing changes. */
export async function finishGeneration(
  trx: Trx,
  { id, siteId }: { id: string; siteId: string },
  ending: Ending,
): Promise<boolean> {
  const error = 'error' in ending ? ending.error : undefined
  const { rows } = await sql<{ userId: string; previews: { key: string }[] }>`
    update generations g
    set status = ${ending.status}, error = ${error ? JSON.stringify(error) : null}::jsonb, finished_at = now(), previews = '[]'
    from (select id, previews from generations where id = ${id} and site_id = ${siteId} for update) open
    where g.id = open.id and g.status in ('queued', 'running')
    returning g.user_id as "userId", open.previews`.execute(trx)
  const ended = rows[0]
  if (!ended) return false

  await giveQuotaBack(trx, siteId, id)
  await deleteBlobsLater(
    trx,
    ended.previews.map(({ key }) => `.previews/${key.split('/')[0]}`),
    previewRestSeconds,
  )
  await addStatusEvent(trx, { id, siteId, userId: ended.userId, status: ending.status, error })
  return true
}

/** Tells the author of a generation, and nobody else, where it stands. */
export async function addStatusEvent(
  trx: Trx,
  generation: {
    id: string
    siteId: string
    userId: string
    status: GenerationStatus
    error?: StoredGenerationError | null | undefined
  },
): Promise<void> {
  const { id, siteId, userId, status, error } = generation
  await addPendingEvent(trx, {
    siteId,
    kind: 'generation',
    subject: id,
    audience: { userId },
    data: { id, status, ...(error && { error: { code: error.code, retryable: error.retryable } }) },
  })
}
