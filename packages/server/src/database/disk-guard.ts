import { statfs } from 'node:fs/promises'
import type { Log } from '../log.js'

/** Knows whether the disk of the database is about to be full. */
export interface DiskGuard {
  isFull(): boolean
  /** Looks again. */
  check(): Promise<void>
}

/** PostgreSQL ends, and cannot start again, when there is no space for its write-ahead log, which grows by 16 MB at a time. */
const reserveBytes = 67_108_864

/** Watches the disk of a folder. What little the server writes by itself fits into the reserve for a long time. */
export function createDiskGuard(folder: string, log: Log): DiskGuard {
  let isFull = false
  return {
    isFull: () => isFull,
    async check() {
      const { bavail, bsize } = await statfs(folder)
      const freeBytes = bavail * bsize
      const wasFull = isFull
      isFull = freeBytes < reserveBytes
      if (isFull && !wasFull) log.error('disk.full', { folder, freeBytes })
      if (!isFull && wasFull) log.info('disk.free', { folder, freeBytes })
    },
  }
}
