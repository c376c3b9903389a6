import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { ConfigError } from '../config-error.js'
import type { Schema, Trx } from './schema.js'

/** The place in a store of pictures where the id of its database stands. */
export interface MediaMark {
  /** Names the store in a sentence, as in "the media folder /srv/media". */
  readonly place: string
  /** Gives what stands there; empty when nothing does.
   *  @throws when the store cannot be used. */
  read(): Promise<string>
  write(text: string): Promise<void>
}

/** Makes sure that a store of pictures and a database belong together: both carry the same id, given to the two of them
 *  when neither had one. Pictures are lost quietly when somebody starts an old database on a new store; this says it aloud.
 *  @throws ConfigError when the ids differ, the store's is missing though there are pictures, or the store cannot be used. */
export async function claimMedia(db: Kysely<Schema>, mark: MediaMark): Promise<void> {
  const found = await readMark(mark)
  const { id, isEmpty } = await db.transaction().execute((trx) => readOrMakeId(trx))
  if (found === id) return
  if (found !== '') throw new ConfigError(`${mark.place} belongs to another database`)
  if (!isEmpty) throw new ConfigError(`${mark.place} is not the one that this database stored its pictures in`)
  await ownMedia(mark, id)
}

/** @throws ConfigError when a store belongs to another database than that of `id`. One without a mark belongs to none. */
export async function checkMedia(mark: MediaMark, id: string | undefined): Promise<void> {
  const found = await readMark(mark)
  if (found !== '' && found !== id) throw new ConfigError(`${mark.place} belongs to another database`)
}

/** Gives a store to the database of `id`. */
export async function ownMedia(mark: MediaMark, id: string): Promise<void> {
  await mark.write(`${id}\n`)
}

async function readMark(mark: MediaMark): Promise<string> {
  try {
    return (await mark.read()).trim()
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`${mark.place} cannot be used: ${reason}`, { cause })
  }
}

async function readOrMakeId(trx: Trx): Promise<{ id: string; isEmpty: boolean }> {
  await sql`lock table instance in share row exclusive mode`.execute(trx)
  const known = await trx.selectFrom('instance').select('media_id').executeTakeFirst()
  const media = await trx.selectFrom('media').select('id').limit(1).executeTakeFirst()
  if (known) return { id: known.media_id, isEmpty: media === undefined }
  const id = randomUUID()
  await trx.insertInto('instance').values({ media_id: id }).execute()
  return { id, isEmpty: media === undefined }
}
