import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { HttpProblem } from '../http/http-problem.js'
import { checkBlobFolder, isBlobFolder } from './blob-folder.js'

/** Keeps encoded pictures by folder and file name; a folder is written once, whole or not at all. */
export interface BlobStore {
  /** Writes all files of a new folder durably. When it fails nothing of them is left.
   *  @throws HttpProblem `storage_full` */
  write(folder: string, files: readonly { name: string; bytes: Uint8Array }[]): Promise<void>
  /** Reads a file; undefined when there is none. */
  read(folder: string, name: string): Promise<Buffer | undefined>
  /** Names the files of a folder, in order; none when there is no such folder. */
  list(folder: string): Promise<string[]>
  /** Deletes a folder with its files; one that is gone already is fine. */
  remove(folder: string): Promise<void>
  /** Lists the folders that were last changed before `beforeMs`; files of others are left alone. */
  listOlder(beforeMs: number): AsyncIterable<string>
}

/** Writes one file and makes sure that it is on the disk. */
export type WriteDurably = (path: string, bytes: Uint8Array) => Promise<void>

/** Keeps blobs below `directory`. Files take shape in `.incoming` and enter their place by one rename of their folder. */
export function createBlobStore(
  directory: string,
  { writeDurably = writeAndSync }: { writeDurably?: WriteDurably } = {},
): BlobStore {
  return {
    async write(folder, files) {
      const target = placeOf(directory, folder)
      const incoming = join(directory, '.incoming', randomUUID())
      try {
        await mkdir(incoming, { recursive: true })
        for (const { name, bytes } of files) await writeDurably(join(incoming, name), bytes)
        await syncDirectory(incoming)
        await mkdir(dirname(target), { recursive: true })
        await rename(incoming, target)
        await syncDirectory(dirname(target))
      } catch (cause) {
        await rm(incoming, { recursive: true, force: true })
        if (isDiskFull(cause)) throw new HttpProblem('storage_full', `no space for ${folder}`, { cause })
        throw cause
      }
    },

    async read(folder, name) {
      try {
        return await readFile(join(placeOf(directory, folder), name))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },

    async list(folder) {
      try {
        return (await readdir(placeOf(directory, folder))).toSorted()
      } catch (error) {
        if (isMissing(error)) return []
        throw error
      }
    },

    remove: (folder) => rm(placeOf(directory, folder), { recursive: true, force: true }),

    async *listOlder(beforeMs) {
      for (const outer of await readdirOrNothing(directory)) {
        for (const inner of await readdirOrNothing(join(directory, outer))) {
          const folder = `${outer}/${inner}`
          if (!isBlobFolder(folder)) continue
          // Undefined: deleted since it was listed.
          const found = await stat(join(directory, folder)).catch(() => undefined)
          if (found && found.mtimeMs < beforeMs) yield folder
        }
      }
    },
  }
}

function placeOf(directory: string, folder: string): string {
  return join(directory, checkBlobFolder(folder))
}

async function writeAndSync(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(bytes)
  await file.sync()
}

async function syncDirectory(path: string): Promise<void> {
  await using directory = await open(path, 'r')
  await directory.sync()
}

async function readdirOrNothing(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
}

function isDiskFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
