import type pg from 'pg'
import { ConfigError } from '../config-error.js'
import { findForeignKeys, findTables, quoteName } from '../database/catalogue.js'
import type { TableShape } from '../database/catalogue.js'
import type { LongSession } from '../database/long-session.js'
import { migrateWithin } from '../database/migrate.js'
import { migrations } from '../database/migrations.js'
import type { Trx } from '../database/schema.js'
import { readArchive } from './archive-reader.js'
import type { Manifest } from './manifest.js'
import { checkEmpty } from './check-empty.js'
import { createPictureLoader } from './picture-loader.js'
import type { PictureStore } from './picture-store.js'
import { createTableLoader } from './table-loader.js'

/** What a restore needs beside the archive. */
export interface RestoreTools {
  readonly pictures: PictureStore
  /** Erases again, in the transaction that restores, what was erased after the backup.
   *  @returns how much that was. */
  readonly eraseAgain: (trx: Trx) => Promise<number>
}

/** Positions and event numbers after a restore begin this much later: those that were given between the backup and the loss
 *  are never given again, so a reader that saw them resumes without missing or mistaking any. */
const sequenceLeap = 1_000_000_000

/** What came of it. */
export interface Loaded {
  readonly erased: number
  /** Numbers of the migrations that brought it from the backup's version to this release's. */
  readonly migrated: readonly number[]
}

/** Makes the tables, loads an archive that was checked, brings it up to this release and erases again: in one transaction. */
export async function loadArchive(
  { db, client }: LongSession,
  path: string,
  manifest: Manifest,
  { pictures, eraseAgain }: RestoreTools,
): Promise<Loaded> {
  const loader = createPictureLoader(pictures)
  try {
    return await db.transaction().execute(async (trx) => {
      await migrateWithin(
        trx,
        migrations.filter(({ id }) => id <= manifest.schemaVersion),
      )
      const shapes = await findTables(client)
      await lockAndCompare(client, shapes, manifest)
      await checkEmpty(client, manifest.schemaVersion)
      const restoreRules = await suspendRules(client, shapes)
      const tables = createTableLoader(client, manifest)
      await readArchive(path, async ({ name, bytes }) => {
        if (name.kind === 'table') await tables.load(name.table, bytes)
        else await loader.load(name.folder, name.file, bytes)
      })
      await tables.finish()
      await loader.finish()
      await setSequences(client, manifest)
      await restoreRules()
      const migrated = await migrateWithin(trx)
      const erased = await eraseAgain(trx)
      // Before the commit: a database that names a folder must find it.
      if (manifest.mediaId !== undefined) await pictures.setOwner(manifest.mediaId)
      return { erased, migrated }
    })
  } catch (error) {
    await loader.undo()
    throw error
  }
}

/** Keeps everybody else out, and makes sure that the backup fits the tables that this release makes. */
async function lockAndCompare(client: pg.ClientBase, shapes: readonly TableShape[], manifest: Manifest): Promise<void> {
  await client.query(`set local lock_timeout = '5s'`)
  await client.query(`lock table ${shapes.map(({ name }) => quoteName(name)).join(', ')} in access exclusive mode`)
  for (const { name, columns } of manifest.tables) {
    const shape = shapes.find((known) => known.name === name)
    const stranger = shape ? columns.find((column) => !shape.columns.includes(column)) : undefined
    if (shape && stranger === undefined) continue
    const what = shape ? `column ${stranger} of table ${name}` : `table ${name}`
    throw new ConfigError(
      `the backup has a ${what} that version ${manifest.schemaVersion} of this release does not have`,
    )
  }
}

/** Rows come as they were, so triggers have nothing to count; and they come table by table, so references are checked at the
 *  end, all at once.
 *  @returns the function that puts the rules in force again, and checks every row by them. */
async function suspendRules(client: pg.ClientBase, shapes: readonly TableShape[]): Promise<() => Promise<void>> {
  const keys = await findForeignKeys(client)
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint "${name}"`)
  for (const { name } of shapes) await client.query(`alter table ${quoteName(name)} disable trigger user`)
  return async () => {
    for (const { name } of shapes) await client.query(`alter table ${quoteName(name)} enable trigger user`)
    for (const { table, name, definition } of keys) {
      await client.query(`alter table ${table} add constraint "${name}" ${definition}`)
    }
  }
}

async function setSequences(client: pg.ClientBase, manifest: Manifest): Promise<void> {
  for (const { name, lastValue, isCalled } of manifest.sequences) {
    const leap = name === 'event_seq' && isCalled ? sequenceLeap : 0
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      quoteName(name),
      String(BigInt(lastValue) + BigInt(leap)),
      isCalled,
    ])
  }
}
