import { createHash } from 'node:crypto'
import type { Manifest } from './manifest.js'

/** Bytes and hash of what was fed so far. */
export interface Sum {
  readonly bytes: number
  readonly sha256: string
}

/** Adds up tables and pictures while they pass, in memory that does not grow with them. */
export interface Digest {
  addToTable(table: string, bytes: Uint8Array): void
  addMediaFile(name: string, bytes: Uint8Array): void
  sumOfTable(table: string): Sum
  sumOfMedia(): Sum & { files: number }
}

/** Starts at nothing. */
export function createDigest(): Digest {
  const tables = new Map<string, { bytes: number; hash: ReturnType<typeof createHash> }>()
  const media = { files: 0, bytes: 0, hash: createHash('sha256') }
  const tableOf = (name: string) => {
    const known = tables.get(name) ?? { bytes: 0, hash: createHash('sha256') }
    tables.set(name, known)
    return known
  }

  return {
    addToTable(table, bytes) {
      const sum = tableOf(table)
      sum.bytes += bytes.byteLength
      sum.hash.update(bytes)
    },
    addMediaFile(name, bytes) {
      media.files += 1
      media.bytes += bytes.byteLength
      media.hash.update(`${name} ${bytes.byteLength} ${createHash('sha256').update(bytes).digest('hex')}\n`)
    },
    sumOfTable(table) {
      const { bytes, hash } = tableOf(table)
      return { bytes, sha256: hash.copy().digest('hex') }
    },
    sumOfMedia: () => ({ files: media.files, bytes: media.bytes, sha256: media.hash.copy().digest('hex') }),
  }
}

/** Names the first thing that does not add up to what the manifest says; undefined when all does. */
export function findDamage(manifest: Manifest, digest: Digest): string | undefined {
  const table = manifest.tables.find(({ name, bytes, sha256 }) => {
    const sum = digest.sumOfTable(name)
    return sum.bytes !== bytes || sum.sha256 !== sha256
  })
  if (table) return `table ${table.name}`
  const media = digest.sumOfMedia()
  const isWhole = media.files === manifest.media.files && media.sha256 === manifest.media.sha256
  return isWhole ? undefined : 'the pictures'
}
