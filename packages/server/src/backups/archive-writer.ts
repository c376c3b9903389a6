import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { createTarPacker } from 'modern-tar'
import { ConfigError } from '../config-error.js'

/** A compressed archive that is being written. It has its name only once it is whole and on the disk. */
export interface ArchiveWriter {
  /** Adds a file. Waits for the disk, so that memory holds a few of them at most. */
  add(name: string, bytes: Uint8Array): Promise<void>
  /** Makes the archive durable and gives it its name. */
  finish(): Promise<void>
  /** Deletes what was written. */
  abandon(): Promise<void>
}

/** Begins an archive that only its owner may read: it holds keys.
 *  @throws ConfigError when there is a file of this name, or none can be made. */
export async function createArchive(path: string): Promise<ArchiveWriter> {
  const unfinished = path + unfinishedSuffix
  await refuseIfThere(path)
  const file = await open(unfinished, 'w', 0o600).catch((cause: unknown) => {
    throw new ConfigError(`${path} cannot be written: ${cause instanceof Error ? cause.message : ''}`, { cause })
  })
  await file.chmod(0o600)
  const { readable, controller } = createTarPacker()
  const sink = file.createWriteStream({ flush: true })
  // Pictures are compressed already, and of text the first level takes the most.
  const written = pipeline(
    Readable.fromWeb(readable as Parameters<typeof Readable.fromWeb>[0]),
    createGzip({ level: 1 }),
    sink,
  )
  let isBroken = false
  written.catch(() => (isBroken = true))

  return {
    async add(name, bytes) {
      const writer = controller.add({ name, size: bytes.byteLength, mode: 0o600 }).getWriter()
      try {
        await writer.write(bytes)
        await writer.close()
      } catch (error) {
        // A full disk ends the pipeline, whose reason says more than the writer's.
        if (isBroken) await written
        throw error
      }
    },
    async finish() {
      controller.finalize()
      await written
      await refuseIfThere(path)
      await rename(unfinished, path)
      await syncFolder(dirname(path))
    },
    async abandon() {
      controller.error(new Error('archive was abandoned'))
      await written.catch(() => {})
      await rm(unfinished, { force: true })
    },
  }
}

/** What stands behind the name of an archive until it is whole. */
const unfinishedSuffix = '.unfinished'
/** An archive that is being written changes all the time. */
const silentMs = 600_000

/** Finds, beside an archive, what is left of others that were cut: a process that was killed could not delete them. */
export async function findLeftovers(path: string, clock: () => number = Date.now): Promise<string[]> {
  const folder = dirname(path)
  const found: string[] = []
  for (const name of await readdir(folder)) {
    if (!name.endsWith(unfinishedSuffix)) continue
    const file = join(folder, name)
    const { mtimeMs } = await stat(file)
    if (mtimeMs < clock() - silentMs) found.push(file)
  }
  return found.toSorted()
}

async function refuseIfThere(path: string): Promise<void> {
  const there = await open(path, 'r').catch(() => undefined)
  if (!there) return
  await there.close()
  throw new ConfigError(`${path} is there already: a backup never replaces a file`)
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  await using folder = await open(path, 'r')
  await folder.sync()
}
