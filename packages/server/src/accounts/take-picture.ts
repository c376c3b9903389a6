import type { Kysely } from 'kysely'
import type { Schema, Trx } from '../database/schema.js'
import type { Log } from '../log.js'
import type { ModeratePicture } from '../ports.js'
import type { StoreMedia } from '../rights-ports.js'
import { keepAvatar } from './keep-avatar.js'

/** Whose picture it becomes. */
interface PictureOwner {
  readonly siteId: string
  readonly userId: string
}

/** Begins to make the picture behind an address a user's avatar, and does not wait for it. */
export type TakePicture = (owner: PictureOwner, url: string) => void

export interface TakePictureDeps {
  readonly db: Kysely<Schema>
  readonly log: Log
  /** Fetches an address that somebody else gave, through the guarded fetcher. */
  readonly fetchPicture: (url: string) => Promise<{ readonly status: number; readonly bytes: Uint8Array }>
  readonly prepareMedia: StoreMedia
  readonly moderatePicture: ModeratePicture
}

const atOnce = 4
const maxWaiting = 256

/** Makes the function that takes over the picture that a host names for its user: decoded, judged and encoded anew like any upload.
 *  Whatever goes wrong, the user stays without a picture and is signed in all the same; so does who has one by then. */
export function createTakePicture(deps: TakePictureDeps): TakePicture {
  const waiting: [PictureOwner, string][] = []
  let running = 0

  async function work(): Promise<void> {
    running += 1
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [owner, url] = next
      await take(deps, owner, url).catch((error: unknown) => deps.log.warn('account.picture_left', { ...owner, error }))
    }
    running -= 1
  }

  return (owner, url) => {
    if (waiting.length >= maxWaiting)
      return deps.log.warn('account.picture_left', { ...owner, reason: 'too many wait' })
    waiting.push([owner, url])
    if (running < atOnce) void work()
  }
}

async function take(deps: TakePictureDeps, owner: PictureOwner, url: string): Promise<void> {
  const { db, log, fetchPicture, prepareMedia, moderatePicture } = deps
  const { status, bytes } = await fetchPicture(url)
  if (status !== 200) throw new Error(`picture of a host's user was answered with ${status}`)
  const picture = await prepareMedia({ siteId: owner.siteId, bytes, isPatient: true })
  let isKept = false
  try {
    const verdict = await moderatePicture(picture.sample)
    if (!verdict.isAllowed) throw new Error(`picture of a host's user is refused: ${verdict.category}`)
    isKept = await db.transaction().execute(async (trx) => {
      if (!(await lockWithoutPicture(trx, owner))) return false
      await picture.insert(trx, { ownerId: owner.userId, provenance: picture.claim ?? { ai: 'none' } })
      await keepAvatar(trx, owner, picture.id)
      return true
    })
  } finally {
    if (!isKept) await picture.discard()
  }
  log.info(isKept ? 'account.picture_taken' : 'account.picture_left', { ...owner })
}

async function lockWithoutPicture(trx: Trx, { siteId, userId }: PictureOwner): Promise<boolean> {
  const user = await trx
    .selectFrom('users')
    .select('avatar_id')
    .where('id', '=', userId)
    .where('site_id', '=', siteId)
    .where('state', '=', 'active')
    .forNoKeyUpdate()
    .executeTakeFirst()
  return user?.avatar_id === null
}
