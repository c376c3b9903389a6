import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../config-error.js'
import { commandAs } from './postgres-account.js'
import type { PostgresAccount } from './postgres-account.js'
import type { PostgresBinaries } from './postgres-binaries.js'

/** A database folder on disk: PostgreSQL's own files and the generated password beside them. */
export interface PostgresCluster {
  readonly folder: string
  readonly dataFolder: string
  readonly password: string
}

/** The superuser of the embedded database, and the name of its one database. */
export const POSTGRES_USER = 'ai_feed'

const supportedVersion = '18'

/** Opens the database folder `postgres` in `parent`, made on the first start.
 *  It is made under a temporary name and renamed: a start that is cut leaves nothing that looks finished.
 *  @throws ConfigError when another PostgreSQL version made it. */
export async function openCluster(
  parent: string,
  binaries: PostgresBinaries,
  account: PostgresAccount,
): Promise<PostgresCluster> {
  const folder = join(parent, 'postgres')
  if (!(await exists(join(folder, 'password')))) await makeCluster(parent, folder, binaries, account)
  const dataFolder = join(folder, 'data')
  const version = (await readFile(join(dataFolder, 'PG_VERSION'), 'utf8')).trim()
  if (version !== supportedVersion) {
    throw new ConfigError(
      `${dataFolder} was made by PostgreSQL ${version}, this release runs ${supportedVersion}: backup with the old release, restore with this one`,
    )
  }
  return { folder, dataFolder, password: (await readFile(join(folder, 'password'), 'utf8')).trim() }
}

/** Reads the database folder in `parent`; undefined when none was made there yet. */
export async function findCluster(parent: string): Promise<PostgresCluster | undefined> {
  const folder = join(parent, 'postgres')
  const password = await readFile(join(folder, 'password'), 'utf8').catch(() => undefined)
  return password === undefined ? undefined : { folder, dataFolder: join(folder, 'data'), password: password.trim() }
}

async function makeCluster(
  parent: string,
  folder: string,
  binaries: PostgresBinaries,
  account: PostgresAccount,
): Promise<void> {
  const unfinished = await mkdtemp(join(parent, 'postgres-unfinished-'))
  try {
    const passwordFile = join(unfinished, 'password')
    await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    if (account.kind === 'other') {
      await chown(unfinished, account.uid, account.gid)
      await chown(passwordFile, account.uid, account.gid)
    }
    await runInitdb(binaries, account, join(unfinished, 'data'), passwordFile)
    await syncFolder(unfinished)
    await renameUnlessThere(unfinished, folder)
    await syncFolder(parent)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** Sorting by code point never changes with the operating system's locale data. */
async function runInitdb(
  binaries: PostgresBinaries,
  account: PostgresAccount,
  dataFolder: string,
  passwordFile: string,
): Promise<void> {
  const { command, args, ids } = commandAs(account, binaries.initdb, [
    `--pgdata=${dataFolder}`,
    `--username=${POSTGRES_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ])
  const child = spawn(command, args, {
    ...ids,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { LC_ALL: 'C', PATH: process.env['PATH'] },
  })
  let words = ''
  child.stderr.on('data', (chunk: Buffer) => (words = `${words}${chunk.toString()}`.slice(-2_000)))
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  })
  if (code !== 0) throw new ConfigError(`the database folder ${dataFolder} cannot be made: ${lastError(words)}`)
}

function lastError(words: string): string {
  const lines = words.trim().split('\n')
  return (lines.findLast((line) => /error|fatal|detail/i.test(line)) ?? lines.at(-1) ?? '').replace(
    /^.*?(error|FATAL):\s*/,
    '',
  )
}

async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // Another start was faster; its folder is as good as ours.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Makes names in a folder durable; where folders cannot be opened (Windows) the system does it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
