import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { ConfigError } from '../config-error.js'
import type { Schema, Trx } from './schema.js'

const fileName = '.ai-feed-media'

/** Makes sure that a folder of pictures and a database belong together: both carry the same id, given to the two of them
 *  when neither had one. Pictures are lost quietly when somebody starts an old database on a new folder; this says it aloud.
 *  @throws ConfigError when the ids differ, or the folder's is missing though there are pictures. */
export async function claimMediaFolder(db: Kysely<Schema>, folder: string): Promise<void> {
  await makeFolder(folder)
  const path = join(folder, fileName)
  const found = (await readFile(path, 'utf8').catch(() => '')).trim()
  const { id, isEmpty } = await db.transaction().execute((trx) => readOrMakeId(trx))
  if (found === id) return
  if (found !== '') throw new ConfigError(`the media folder ${folder} belongs to another database`)
  if (!isEmpty)
    throw new ConfigError(`the media folder ${folder} is not the one that this database stored its pictures in`)
  await writeDurably(path, `${id}\n`)
}

/** The file in a media folder that remembers what was erased, for a database that is restored beside it. */
export const erasureLogName = '.ai-feed-erasures'

/** @throws ConfigError when a folder belongs to another database than that of `id`. One that does not exist belongs to none. */
export async function checkMediaFolder(folder: string, id: string | undefined): Promise<void> {
  const found = (await readFile(join(folder, fileName), 'utf8').catch(() => '')).trim()
  if (found !== '' && found !== id) throw new ConfigError(`the media folder ${folder} belongs to another database`)
}

/** Gives a folder to the database of `id`. */
export async function ownMediaFolder(folder: string, id: string): Promise<void> {
  await makeFolder(folder)
  await writeDurably(join(folder, fileName), `${id}\n`)
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`the media folder ${folder} cannot be made: ${reason}`, { cause })
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

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
