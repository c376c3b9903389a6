import { spawn } from 'node:child_process'
import { chown, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandAs } from './postgres-account.js'
import type { PostgresAccount } from './postgres-account.js'
import type { PostgresBinaries } from './postgres-binaries.js'
import type { PostgresCluster } from './postgres-cluster.js'

/** Where PostgreSQL listens: a socket folder or 127.0.0.1. */
export interface PostgresAddress {
  readonly host: string
  readonly port: number
}

/** A running PostgreSQL: its process, and where it listens. */
export interface Postmaster extends PostgresAddress {
  readonly pid: number
}

/** One that this process started. */
export interface StartedPostmaster extends Postmaster {
  hasExited(): boolean
}

/** Reads postmaster.pid; undefined when it names no PostgreSQL that runs on this folder. */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pidLine, , , portLine, socketFolder, listenAddress] = text.split('\n').map((line) => line.trim())
  const pid = Number(pidLine)
  const port = Number(portLine)
  const host = socketFolder || listenAddress
  if (!pid || !port || !host || !(await isPostmaster(pid, dataFolder))) return undefined
  return { pid, host, port }
}

/** Clears away what a dead postmaster left: its socket folder, and a postmaster.pid whose process id now belongs to something
 *  else, for PostgreSQL would refuse to start. One that names a dead process is left to PostgreSQL.
 *  @param keptFolder a socket folder that is about to be used again. */
export async function clearRemains(dataFolder: string, keptFolder?: string): Promise<void> {
  const path = join(dataFolder, 'postmaster.pid')
  const [pidLine, , , , socketFolder] = (await readFile(path, 'utf8').catch(() => '')).split('\n')
  const pid = Number(pidLine)
  if (!pid || (await isPostmaster(pid, dataFolder))) return
  const left = socketFolder?.trim()
  if (left && left !== keptFolder) await removeSocketFolder(left)
  if (sendSignal(pid, 0)) await rm(path, { force: true })
}

/** Starts PostgreSQL detached, in its own process group, so that a Ctrl-C meant for the server does not stop it first.
 *  Comes back as soon as the process runs; it accepts connections a little later.
 *  @param formerPlace where to listen again after it ended by itself, so that the pools find it. */
export async function startPostmaster(
  cluster: PostgresCluster,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  formerPlace?: PostgresAddress,
): Promise<StartedPostmaster> {
  const place = formerPlace ?? (await chooseAddress(account))
  const { command, args, ids } = commandAs(account, binaries.postgres, ['-D', cluster.dataFolder, ...settings(place)])
  const output = await openLogFile(join(cluster.folder, 'postgres.log'))
  try {
    const child = spawn(command, args, {
      ...ids,
      cwd: '/',
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] },
    })
    await new Promise<void>((done, fail) => child.once('spawn', done).once('error', fail))
    child.unref()
    return {
      pid: child.pid ?? 0,
      host: place.host,
      port: place.port,
      hasExited: () => child.exitCode !== null || child.signalCode !== null,
    }
  } finally {
    await output.close()
  }
}

/** Ends PostgreSQL: sessions are cut, what is committed is on disk. After `patienceMs` without the final checkpoint. */
export async function stopPostmaster(
  postmaster: Postmaster | StartedPostmaster,
  dataFolder: string,
  patienceMs = 2_500,
): Promise<void> {
  const isRunning = async (): Promise<boolean> =>
    'hasExited' in postmaster ? !postmaster.hasExited() : isPostmaster(postmaster.pid, dataFolder)
  for (const [signal, waitMs] of [['SIGINT', patienceMs] as const, ['SIGQUIT', 1_000] as const]) {
    const untilMs = Date.now() + waitMs
    if (await isRunning()) sendSignal(postmaster.pid, signal)
    while (Date.now() < untilMs && (await isRunning())) await delay(20)
  }
  await removeSocketFolder(postmaster.host)
}

/** Removes a folder only when it is one that we made. */
async function removeSocketFolder(path: string): Promise<void> {
  const isOurs = [tmpdir(), '/tmp'].includes(dirname(path)) && basename(path).startsWith(folderPrefix)
  if (isOurs) await rm(path, { recursive: true, force: true })
}

/** A process is ours when it runs in our data folder; numbers of dead processes are given out again. */
async function isPostmaster(pid: number, dataFolder: string): Promise<boolean> {
  if (!sendSignal(pid, 0)) return false
  if (process.platform !== 'linux') return true
  try {
    const [running, ours] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(dataFolder)])
    return running.ino === ours.ino && running.dev === ours.dev
  } catch (error) {
    // Ended meanwhile; what may not be looked at is taken for a live one, whose lock file must stay.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT')
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    // ESRCH: it is gone, which is what the caller asks.
    return false
  }
}

const folderPrefix = 'ai-feed-postgres-'
const socketName = '/.s.PGSQL.5432'
const maxSocketPathBytes = 107

/** A socket in a folder of its own, which nobody else can enter; a loopback port where paths are too long or sockets unknown. */
async function chooseAddress(account: PostgresAccount): Promise<PostgresAddress> {
  const parents = process.platform === 'win32' ? [] : [tmpdir(), '/tmp']
  const parent = parents.find(
    (path) => Buffer.byteLength(join(path, `${folderPrefix}XXXXXX`) + socketName) <= maxSocketPathBytes,
  )
  if (parent === undefined) return { host: '127.0.0.1', port: await findFreePort() }
  const host = await mkdtemp(join(parent, folderPrefix))
  if (account.kind === 'other') await chown(host, account.uid, account.gid)
  return { host, port: 5432 }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
  return address.port
}

/** Statements and their values stay out of PostgreSQL's own log: they hold people's words. */
function settings({ host, port }: PostgresAddress): string[] {
  const isSocket = host.startsWith('/')
  const values = {
    port,
    listen_addresses: isSocket ? '' : host,
    unix_socket_directories: isSocket ? host : '',
    unix_socket_permissions: '0700',
    max_connections: 200,
    shared_buffers: '64MB',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const maxLogBytes = 5_000_000

async function openLogFile(path: string): Promise<Awaited<ReturnType<typeof open>>> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  )
  if (size > maxLogBytes) await rename(path, `${path}.old`)
  return open(path, 'a', 0o600)
}
