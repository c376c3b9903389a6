import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import { namedQuery } from './named-query.js'
import { requireActive } from './require-active.js'
import type { Schema, Trx } from './schema.js'

/** A request that must not take effect twice. */
export interface OnceRequest {
  readonly viewer: Pick<Viewer, 'siteId' | 'userId'>
  /** The header `Idempotency-Key`, checked. */
  readonly key: string
  /** Method and path, as in `POST /v1/posts`. */
  readonly route: string
  /** The body as it came, byte for byte. */
  readonly body: Uint8Array
}

/** What the work made, enough to render the answer again at any time. */
export interface Made {
  readonly kind: string
  readonly id: string
  readonly status: number
}

/** Runs `work` once for a key and remembers in the same transaction what it made; a repetition gives that back and runs nothing.
 *  A second request that comes while the first is running waits for it for at most 2 s. When `work` throws, nothing is remembered.
 *  The caller renders the answer from the resource, and answers `gone` when it does not exist any more.
 *  @throws HttpProblem `idempotency_mismatch` | `idempotency_in_progress` | `token_invalid` or `suspended` when that happened to
 *  its user since the token was looked at. */
export async function runOnce(
  db: Kysely<Schema>,
  request: OnceRequest,
  work: (trx: Trx) => Promise<Made>,
): Promise<Made & { readonly isReplay: boolean }> {
  const claim = { ...request, bodyHash: createHash('sha256').update(request.body).digest() }

  return db.transaction().execute(async (trx) => {
    if (!(await isFirst(trx, claim))) return { ...(await findMade(trx, claim)), isReplay: true }
    // The key's row refers to the user and so has locked them: whoever deletes them waits until this transaction ends, and what
    // was deleted before is seen here.
    await requireActive(trx, claim.viewer)
    const made = await work(trx)
    const { siteId, userId } = claim.viewer
    await writeMade(trx, { siteId, userId, key: claim.key, ...made })
    return { ...made, isReplay: false }
  })
}

/** Forgets keys older than 14 days.
 *  @returns how many. */
export async function sweepIdempotency(db: Kysely<Schema>): Promise<number> {
  const result = await db
    .deleteFrom('idempotency')
    .where('created_at', '<', sql<Date>`now() - interval '14 days'`)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

interface Claim extends OnceRequest {
  readonly bodyHash: Buffer
}

const patience = '2s'
const LOCK_NOT_AVAILABLE = '55P03'

/** Inserts the row of this key. While another transaction holds the same key uncommitted, PostgreSQL makes the insert wait. */
async function isFirst(trx: Trx, claim: Claim): Promise<boolean> {
  try {
    const { viewer, key, route, bodyHash } = claim
    const { siteId, userId } = viewer
    const inserted = await insertKey(trx, { siteId, userId, key, route, bodyHash: bodyHash.toString('hex') })
    return inserted.length > 0
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) throw error
    throw new HttpProblem('idempotency_in_progress', `key is in use for longer than ${patience}`, {
      retryAfterSeconds: 1,
      cause: error,
    })
  }
}

interface KeyValues {
  readonly siteId: string
  readonly userId: string
  readonly key: string
}

/** The patience begins with the row that is read and ends with the row that was written, for it is the key's alone; saying so in
 *  statements of their own would be two round trips more for every write. */
const insertKey = namedQuery<KeyValues & { route: string; bodyHash: string }, unknown>(
  'idempotency.claim',
  (value) => sql`
    insert into idempotency (site_id, user_id, key, route, body_hash)
    select ${value('siteId')}, ${value('userId')}::uuid, ${value('key')}, ${value('route')},
      decode(${value('bodyHash')}, 'hex')
    where set_config('lock_timeout', ${sql.lit(patience)}, true) is not null
    on conflict do nothing
    returning set_config('lock_timeout', '0', true)`,
)

const writeMade = namedQuery<KeyValues & Made, unknown>(
  'idempotency.made',
  (value) => sql`
    update idempotency
    set status = ${value('status')}, resource_kind = ${value('kind')}, resource_id = ${value('id')}
    where site_id = ${value('siteId')} and user_id = ${value('userId')} and key = ${value('key')}`,
)

async function findMade(trx: Trx, claim: Claim): Promise<Made> {
  const row = await trx
    .selectFrom('idempotency')
    .select(['route', 'body_hash', 'status', 'resource_kind', 'resource_id'])
    .where('site_id', '=', claim.viewer.siteId)
    .where('user_id', '=', claim.viewer.userId)
    .where('key', '=', claim.key)
    .executeTakeFirst()
  if (!row || row.status === null || row.resource_kind === null || row.resource_id === null) {
    throw new HttpProblem('idempotency_in_progress', 'the row of the key is being swept', { retryAfterSeconds: 1 })
  }
  if (row.route !== claim.route || !row.body_hash.equals(claim.bodyHash)) {
    throw new HttpProblem('idempotency_mismatch', `key was used for ${row.route} with another body or route`)
  }
  return { kind: row.resource_kind, id: row.resource_id, status: row.status }
}
