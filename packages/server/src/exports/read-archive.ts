import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { decode } from '@ai-feed/protocol'
import * as v from 'valibot'
import { open } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { ConfigError } from '../config-error.js'
import { archiveFiles, archiveHeadSchema, archivedPostSchema, archivedProfileSchema } from './archive-format.js'
import type { ArchivedPost, ArchivedProfile } from './archive-format.js'

/** An archive of an account. What it says is as untrusted as anything that comes from outside. */
export interface Archive {
  /** The server and site that it comes from. */
  readonly origin: string
  readonly profile: ArchivedProfile
  /** Oldest first. */
  readonly posts: readonly ArchivedPost[]
  /** Reads a picture; undefined when it is not there or has more bytes. */
  readPicture(file: string, maxBytes: number): Promise<Buffer | undefined>
  close(): void
}

/** How much of an archive is read at most: files, bytes of one list, bytes of what says who it is from. */
const maxEntries = 200_000
const maxListBytes = 256 * 1024 * 1024
const maxHeadBytes = 1024 * 1024
/** Lists of one's own words shrink to a tenth; what shrinks to less than this was made to fill memory. */
const maxRatio = 100
const smallBytes = 1024 * 1024

const openZip = promisify<string, { lazyEntries: true; autoClose: false }, ZipFile>(open)

/** Opens an archive and reads its lists.
 *  @throws ConfigError with one sentence when it is none. */
export async function readArchive(path: string): Promise<Archive> {
  const zip = await openZip(path, { lazyEntries: true, autoClose: false }).catch((cause: unknown) => {
    throw new ConfigError(`${path} is not a zip archive that can be read`, { cause })
  })
  try {
    const entries = await listEntries(zip)
    const readJson = async <const S extends v.GenericSchema>(
      name: string,
      schema: S,
      maxBytes: number,
    ): Promise<v.InferOutput<S>> => {
      const bytes = await readEntry(zip, entries.get(name), maxBytes)
      if (!bytes)
        throw new ConfigError(`${path} has no ${name}, or one that is too large: it is no archive of an account`)
      return decode(schema, JSON.parse(bytes.toString()))
    }
    const head = await readJson(archiveFiles.head, archiveHeadSchema, maxHeadBytes)
    return {
      origin: `${head.server} ${head.site}`,
      profile: await readJson(archiveFiles.profile, archivedProfileSchema, maxHeadBytes),
      posts: await readJson(archiveFiles.posts, v.array(archivedPostSchema), maxListBytes),
      readPicture: (file, maxBytes) => readEntry(zip, entries.get(file), maxBytes),
      close: () => zip.close(),
    }
  } catch (cause) {
    zip.close()
    if (cause instanceof ConfigError) throw cause
    const words = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`${path} is no archive of an account: ${words.slice(0, 200)}`, { cause })
  }
}

function listEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  return new Promise((done, fail) => {
    zip.on('error', fail)
    zip.on('end', () => done(entries))
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry)
      if (entries.size > maxEntries) fail(new ConfigError(`the archive has more than ${maxEntries} files`))
      else zip.readEntry()
    })
    zip.readEntry()
  })
}

/** The library refuses entries that unpack to more than they say, so the size can be asked before. */
async function readEntry(zip: ZipFile, entry: Entry | undefined, maxBytes: number): Promise<Buffer | undefined> {
  if (!entry || entry.uncompressedSize > maxBytes) return undefined
  const { uncompressedSize, compressedSize } = entry
  if (uncompressedSize > Math.max(smallBytes, compressedSize * maxRatio)) return undefined
  const stream = await new Promise<Readable>((done, fail) =>
    zip.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened))),
  )
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
