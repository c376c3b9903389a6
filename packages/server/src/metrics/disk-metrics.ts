import { statfs } from 'node:fs/promises'
import { gauge } from './registry.js'
import type { Family } from './registry.js'

/** Reads how much space is free on the disks of folders. One that cannot be asked has no value. */
export async function readFreeBytes(folders: Readonly<Record<string, string>>): Promise<Family> {
  const values = await Promise.all(
    Object.entries(folders).map(async ([folder, path]) => {
      const found = await statfs(path).catch(() => undefined)
      return found ? [{ labels: { folder }, value: found.bavail * found.bsize }] : []
    }),
  )
  return gauge('ai_feed_disk_free_bytes', 'Free space of the disks that the server writes to.', values.flat())
}
