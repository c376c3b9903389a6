import { join } from 'node:path'
import { eraseUser } from './accounts/erase-user.js'
import { eraseAgain } from './backups/erase-again.js'
import { listErasures, readErasures } from './backups/erasure-log.js'
import type { PictureStore } from './backups/picture-store.js'
import { restoreBackup } from './backups/restore-backup.js'
import { writeBackup } from './backups/write-backup.js'
import type { Config } from './config.js'
import { ConfigError } from './config-error.js'
import { checkMediaFolder, erasureLogName, ownMediaFolder } from './database/media-folder.js'
import { withDatabase, withDatabaseUrl } from './database/reach-database.js'
import { runDoctor, writeReport } from './doctor/run-doctor.js'
import type { Log } from './log.js'
import { createBlobStore } from './media/blob-store.js'
import { eraseMedia } from './media/erase-media.js'
import { erasePost } from './posts/erase-post.js'

/** Carries out `backup FILE` and gives the line to print. */
export async function backUp(config: Config, log: Log, path: string): Promise<string[]> {
  const pictures = createBlobStore(config.mediaDir)
  const { tables, media } = await withDatabaseUrl(config, log, ({ url }) =>
    writeBackup(path, { databaseUrl: url, pictures }),
  )
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return [
    `${path}\t${rows} rows in ${tables.length} tables\t${media.files} files of pictures`,
    ...(media.missing > 0 ? [`${media.missing} pictures have no files: see doctor`] : []),
  ]
}

/** Carries out `restore FILE` and gives the lines to print. Erasures come from the file beside the pictures, when that is
 *  there, and from `erasuresPath`. */
export async function restore(
  config: Config,
  log: Log,
  { path, erasuresPath }: { path: string; erasuresPath?: string },
): Promise<string[]> {
  const erasures = [
    ...(await readErasures(join(config.mediaDir, erasureLogName), { isOptional: true })),
    ...(erasuresPath === undefined ? [] : await readErasures(erasuresPath)),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const erasers = { user: eraseUser, post: erasePost, media: eraseMedia }

  const { manifest, erased, migrated } = await withDatabaseUrl(config, log, ({ url, isServed }) => {
    if (isServed) throw new ConfigError(`a server is running on ${config.dataDir}: stop it first`)
    return restoreBackup(path, {
      databaseUrl: url,
      pictures: createPictureStore(config.mediaDir),
      eraseAgain: (trx) => eraseAgain(trx, erasures, erasers),
    })
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
  const folders = {
    ...(config.databaseUrl === undefined && { database: config.dataDir }),
    pictures: config.mediaDir,
  }
  const findings = await withDatabaseUrl(config, log, ({ url }) =>
    runDoctor({ databaseUrl: url, pictures: createBlobStore(config.mediaDir), folders, isRepairing }),
  )
  return writeReport(findings)
}

/** Carries out `erasures` and gives the lines to print: one for each thing that must stay erased. */
export async function listAllErasures(config: Config, log: Log): Promise<string[]> {
  return withDatabase(config, log, async (db) => {
    const lines: string[] = []
    for await (const line of listErasures(db)) lines.push(line)
    return lines
  })
}

function createPictureStore(folder: string): PictureStore {
  return {
    ...createBlobStore(folder),
    checkOwner: (mediaId) => checkMediaFolder(folder, mediaId),
    setOwner: (mediaId) => ownMediaFolder(folder, mediaId),
  }
}
