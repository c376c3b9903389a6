import { sql } from 'kysely'
import { findLeftovers } from './backups/archive-writer.js'
import { eraseAgain } from './backups/erase-again.js'
import { listErasures, readErasures, readOwnErasures } from './backups/erasure-log.js'
import type { PictureStore } from './backups/picture-store.js'
import { restoreBackup } from './backups/restore-backup.js'
import { writeBackup } from './backups/write-backup.js'
import type { Config } from './config.js'
import { ConfigError } from './config-error.js'
import { checkMedia, ownMedia } from './database/media-mark.js'
import { openDatabase } from './database/database.js'
import { withDatabase, withDatabaseUrl } from './database/reach-database.js'
import { runDoctor, writeReport } from './doctor/run-doctor.js'
import { deleteUser } from './erasure/delete-user.js'
import { eraseDeletedUsers } from './erasure/erase-user.js'
import { findGrowingFolders } from './growing-folders.js'
import { endGenerations } from './generations/end-generations.js'
import type { Log } from './log.js'
import { eraseMedia } from './media/erase-media.js'
import { openPictures } from './open-pictures.js'
import type { Pictures } from './open-pictures.js'
import { erasePost } from './posts/decide-post.js'
import { forgetMention } from './posts/forget-mention.js'

/** Carries out `backup FILE` and gives the line to print. */
export async function backUp(config: Config, log: Log, path: string): Promise<string[]> {
  const { blobs } = openPictures(config)
  const { tables, media } = await withDatabaseUrl(config, log, ({ url }) =>
    writeBackup(path, { databaseUrl: url, pictures: blobs }),
  )
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return [
    `${path}\t${rows} rows in ${tables.length} tables\t${media.files} files of pictures`,
    ...(media.missing > 0 ? [`${media.missing} pictures have no files: see doctor`] : []),
    ...(await findLeftovers(path)).map((file) => `${file} is what a backup left that was cut: no backup, delete it`),
  ]
}

/** Carries out `restore FILE` and gives the lines to print. Erasures come from what is remembered beside the pictures, and
 *  from `erasuresPath`. */
export async function restore(
  config: Config,
  log: Log,
  { path, erasuresPath }: { path: string; erasuresPath?: string },
): Promise<string[]> {
  const pictures = openPictures(config)
  const erasures = [
    ...(await readOwnErasures(pictures.erasures)),
    ...(erasuresPath === undefined ? [] : await readErasures(erasuresPath)),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const erasers = { user: deleteUser, post: erasePost, media: eraseMedia }

  const { manifest, erased, migrated } = await withDatabaseUrl(config, log, async ({ url, isServed }) => {
    if (isServed) throw new ConfigError(`a server is running on ${config.dataDir}: stop it first`)
    const restored = await restoreBackup(path, {
      databaseUrl: url,
      pictures: createPictureStore(pictures),
      eraseAgain: (trx) => eraseAgain(trx, erasures, erasers),
    })
    await finishErasures(url)
    return restored
  })
  return [
    `restored what was backed up at ${manifest.createdAt}`,
    ...(migrated.length > 0 ? [`migrated from version ${manifest.schemaVersion} to ${migrated.at(-1)}`] : []),
    ...(erased > 0 ? [`erased again what was erased since: ${erased}`] : []),
  ]
}

/** Carries out `doctor` and gives the lines to print. */
export async function examine(
  config: Config,
  log: Log,
  { isRepairing }: { isRepairing: boolean },
): Promise<{ lines: string[]; isWell: boolean }> {
  const { blobs } = openPictures(config)
  const findings = await withDatabaseUrl(config, log, ({ url }) =>
    runDoctor({ databaseUrl: url, pictures: blobs, folders: findGrowingFolders(config), isRepairing }),
  )
  return writeReport(findings)
}

/** Of users who are erased again everything goes, before a server shows anything. */
async function finishErasures(url: string): Promise<void> {
  const { db, close } = openDatabase(url, { max: 2 })
  const publish = async (): Promise<void> => void (await sql`select publish()`.execute(db))
  try {
    const erasure = {
      db,
      publish,
      erasePost,
      forgetMention,
      endGenerations: (user: { siteId: string; userId: string }) => endGenerations(db, user),
    }
    while ((await eraseDeletedUsers(erasure)) > 0);
  } finally {
    await close()
  }
}

/** Carries out `erasures` and gives the lines to print: one for each thing that must stay erased. */
export async function listAllErasures(config: Config, log: Log): Promise<string[]> {
  return withDatabase(config, log, async (db) => {
    const lines: string[] = []
    for await (const line of listErasures(db)) lines.push(line)
    return lines
  })
}

function createPictureStore({ blobs, mark }: Pictures): PictureStore {
  return {
    ...blobs,
    checkOwner: (mediaId) => checkMedia(mark, mediaId),
    setOwner: (mediaId) => ownMedia(mark, mediaId),
  }
}
