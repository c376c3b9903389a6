import { ConfigError } from '../config-error.js'
import { migrations } from '../database/migrations.js'
import { withLongSession } from '../database/long-session.js'
import { readArchive } from './archive-reader.js'
import { checkEmpty } from './check-empty.js'
import { loadArchive } from './load-archive.js'
import type { Loaded, RestoreTools } from './load-archive.js'
import type { Manifest } from './manifest.js'

/** What was restored. */
export interface Restored extends Loaded {
  readonly manifest: Manifest
}

/** Brings a backup into an empty database and its pictures into an empty folder, or into the one that they came from.
 *
 *  The file is read twice: once to check every hash, before anything is written, and once to load it in one transaction.
 *  When that fails or is cut nothing is visible, and the same command may be given again. The tables are made by this
 *  release's own migrations up to the version of the backup, so that an older backup goes through all later ones.
 *  @throws ConfigError in one sentence: the file is damaged, or the database is not empty or of a later version. */
export async function restoreBackup(
  path: string,
  { databaseUrl, ...tools }: RestoreTools & { databaseUrl: string },
): Promise<Restored> {
  const manifest = await readArchive(path, async () => {})
  const newest = migrations.at(-1)?.id ?? 0
  if (manifest.schemaVersion < 1 || manifest.schemaVersion > newest) {
    throw new ConfigError(
      `${path} is of schema version ${manifest.schemaVersion} and this release knows 1 to ${newest}: restore it with the release that made it, or a newer one`,
    )
  }
  await withLongSession(databaseUrl, 'ai-feed-restore', ({ client }) => checkEmpty(client, manifest.schemaVersion))
  await tools.pictures.checkOwner(manifest.mediaId)

  const loaded = await withLongSession(databaseUrl, 'ai-feed-restore', (session) =>
    loadArchive(session, path, manifest, tools),
  )
  return { manifest, ...loaded }
}
