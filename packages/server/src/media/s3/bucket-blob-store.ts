import { checkBlobFolder, isBlobFolder } from '../blob-folder.js'
import type { BlobStore } from '../blob-store.js'
import type { Bucket } from './bucket.js'

/** Keeps blobs in a bucket, each file as an object below the name of its folder. A folder is not there at once, but no row
 *  names it before it is whole; of one that failed the sweep finds what could not be deleted. */
export function createBucketBlobStore(bucket: Bucket): BlobStore {
  const removeAll = async (keys: readonly string[]): Promise<void> => {
    for (const key of keys) await bucket.remove(key)
  }
  const keysOf = async (folder: string): Promise<string[]> => {
    const keys: string[] = []
    for await (const { key } of bucket.list(`${checkBlobFolder(folder)}/`)) keys.push(key)
    return keys
  }

  return {
    async write(folder, files) {
      const keys = files.map(({ name }) => `${checkBlobFolder(folder)}/${name}`)
      try {
        for (const [at, { bytes }] of files.entries()) await bucket.put(keys[at] ?? '', bytes)
      } catch (error) {
        // The write has failed already; what stays behind is an orphan like any other.
        await removeAll(keys).catch(() => {})
        throw error
      }
    },

    read: (folder, name) => bucket.get(`${checkBlobFolder(folder)}/${name}`),

    list: async (folder) => (await keysOf(folder)).map((key) => key.slice(folder.length + 1)).toSorted(),

    remove: async (folder) => removeAll(await keysOf(folder)),

    async *listOlder(beforeMs) {
      let open: { folder: string; changedAtMs: number } | undefined
      // Keys come in order, so the files of a folder come together.
      for await (const { key, changedAtMs } of bucket.list('')) {
        const folder = key.slice(0, key.lastIndexOf('/'))
        if (!isBlobFolder(folder)) continue
        if (open?.folder === folder) open.changedAtMs = Math.max(open.changedAtMs, changedAtMs)
        else {
          if (open && open.changedAtMs < beforeMs) yield open.folder
          open = { folder, changedAtMs }
        }
      }
      if (open && open.changedAtMs < beforeMs) yield open.folder
    },
  }
}
