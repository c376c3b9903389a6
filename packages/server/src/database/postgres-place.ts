import { chmod, chown, mkdir, mkdtemp, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../config-error.js'
import type { Log } from '../log.js'
import { isReachableByOthers } from './postgres-account.js'
import type { PostgresAccount } from './postgres-account.js'
import { copyPostgresBinaries } from './postgres-binaries.js'
import type { PostgresBinaries } from './postgres-binaries.js'

/** The folder that holds `postgres`, and binaries that the account can run. */
export interface PostgresPlace {
  readonly parent: string
  readonly binaries: PostgresBinaries
}

/** Names the folder when it is not in the data folder. */
const pointerName = 'postgres-folder'

/** Decides where the database lies. That is the data folder, except when PostgreSQL runs as another account that cannot enter
 *  it: then the database goes to `shelter`, a file in the data folder says so, and so does the log.
 *  @throws ConfigError when a database is already in a place that the account cannot enter. */
export async function choosePostgresPlace(
  dataDir: string,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  { log, shelter = '/var/lib/ai-feed' }: { log: Log; shelter?: string },
): Promise<PostgresPlace> {
  await makeDataFolder(dataDir, account.kind === 'other' ? 0o711 : 0o700)
  const pointed = await readPointer(dataDir)
  if (account.kind !== 'other') return { parent: pointed ?? dataDir, binaries }

  const usable = isReachableByOthers(binaries.folder)
    ? binaries
    : await copyPostgresBinaries(binaries, join(shelter, 'bin'))
  const parent = pointed ?? (isReachableByOthers(dataDir) ? dataDir : await makeShelter(dataDir, shelter))
  log.warn('postgres.other_account', { uid: account.uid, folder: parent, binaries: usable.folder })
  return { parent, binaries: usable }
}

/** Finds the folder that holds `postgres` for a data folder that was used before. */
export async function findPostgresParent(dataDir: string): Promise<string> {
  return (await readPointer(dataDir)) ?? dataDir
}

/** Gives a folder and all below it to the account that PostgreSQL runs as, if it belongs to another. Needs root to change anything. */
export async function giveTo(account: PostgresAccount, folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = account.kind === 'other' ? account : { uid: 0, gid: 0 }
  const owner = await stat(folder).catch(() => undefined)
  if (!owner || owner.uid === uid) return
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), uid, gid)
  }
  // Last, so that a cut run begins again.
  await chown(folder, uid, gid)
}

async function makeDataFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`AI_FEED_DATA_DIR ${path} cannot be made: ${reason}`, { cause })
  }
}

async function readPointer(dataDir: string): Promise<string | undefined> {
  return readFile(join(dataDir, pointerName), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )
}

async function makeShelter(dataDir: string, shelter: string): Promise<string> {
  if (await stat(join(dataDir, 'postgres')).catch(() => undefined)) {
    throw new ConfigError(
      `PostgreSQL cannot run as root here and no other account can enter ${dataDir}: move AI_FEED_DATA_DIR to a folder that every account can enter`,
    )
  }
  await mkdir(shelter, { recursive: true, mode: 0o711 })
  const folder = await mkdtemp(join(shelter, 'data-'))
  await chmod(folder, 0o711)
  await writeFile(join(dataDir, pointerName), `${folder}\n`)
  return folder
}
