import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { createTarDecoder } from 'modern-tar'
import * as v from 'valibot'
import { ConfigError } from '../config-error.js'
import { createDigest, findDamage } from './digest.js'
import { manifestSchema, readEntryName } from './manifest.js'
import type { EntryName, Manifest } from './manifest.js'

/** A part of a table, or a file of a picture. */
export interface ArchiveEntry {
  readonly name: Exclude<EntryName, { kind: 'manifest' }>
  readonly bytes: Uint8Array
}

/** Parts of tables are cut at a million bytes, pictures are smaller than what may be uploaded. */
const maxEntryBytes = 64_000_000

/** Reads an archive to its end, hands each entry to `take`, and checks that everything adds up.
 *  @throws ConfigError in one sentence when it is damaged, cut or not ours: `take` may have been called by then. */
export async function readArchive(path: string, take: (entry: ArchiveEntry) => Promise<void>): Promise<Manifest> {
  const digest = createDigest()
  let manifest: Manifest | undefined
  try {
    for await (const { name: text, bytes } of readEntries(path)) {
      const name = readEntryName(text)
      if (!name || manifest)
        throw new ConfigError(`${path} is not a backup of this server: it holds ${JSON.stringify(text)}`)
      if (name.kind === 'manifest') {
        manifest = readManifest(path, bytes)
        continue
      }
      if (name.kind === 'table') digest.addToTable(name.table, bytes)
      else digest.addMediaFile(text, bytes)
      await take({ name, bytes })
    }
  } catch (cause) {
    throw describeFailure(path, cause)
  }
  if (!manifest) throw new ConfigError(`${path} is damaged: its end is missing`)
  const damage = findDamage(manifest, digest)
  if (damage !== undefined) throw new ConfigError(`${path} is damaged: ${damage} does not match its hash`)
  return manifest
}

async function* readEntries(path: string): AsyncIterable<{ name: string; bytes: Uint8Array }> {
  const file = createReadStream(path)
  const gunzip = file.pipe(createGunzip())
  file.on('error', (error) => gunzip.destroy(error))
  const entries = (Readable.toWeb(gunzip) as ReadableStream<Uint8Array>).pipeThrough(createTarDecoder({ strict: true }))
  try {
    for await (const { header, body } of entries) {
      if (header.size > maxEntryBytes)
        throw new ConfigError(`${path} is not a backup of this server: an entry is too large`)
      yield { name: header.name, bytes: new Uint8Array(await new Response(body).arrayBuffer()) }
    }
  } finally {
    file.destroy()
  }
}

function readManifest(path: string, bytes: Uint8Array): Manifest {
  try {
    return v.parse(manifestSchema, JSON.parse(new TextDecoder().decode(bytes)))
  } catch (cause) {
    throw new ConfigError(`${path} was not made by this release: its manifest cannot be read`, { cause })
  }
}

/** What the tools for files, zlib and tar throw, in one sentence; faults of `take` pass as they are. */
function describeFailure(path: string, cause: unknown): unknown {
  if (cause instanceof ConfigError || !(cause instanceof Error)) return cause
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  if ('path' in cause && cause.path === path) {
    return new ConfigError(`${path} cannot be read: ${cause.message}`, { cause })
  }
  if (code === 'Z_BUF_ERROR') return new ConfigError(`${path} is damaged: its end is missing`, { cause })
  if (code.startsWith('Z_') || /\btar\b|^Invalid EOF/i.test(cause.message)) {
    return new ConfigError(`${path} is damaged or not a backup: ${cause.message}`, { cause })
  }
  return cause
}
