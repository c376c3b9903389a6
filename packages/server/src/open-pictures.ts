import { mkdir } from 'node:fs/promises'
import type { Config } from './config.js'
import { createFolderMark } from './database/media-folder.js'
import type { MediaMark } from './database/media-mark.js'
import { createBlobStore } from './media/blob-store.js'
import type { BlobStore } from './media/blob-store.js'
import { createBucket } from './media/s3/bucket.js'
import { createBucketBlobStore } from './media/s3/bucket-blob-store.js'
import { createCallService } from './outgoing/call-service.js'

/** Where pictures are kept, and the mark there that says whose they are. */
export interface Pictures {
  readonly blobs: BlobStore
  readonly mark: MediaMark
}

const markName = '.ai-feed-media'

/** Opens the folder or the bucket that the configuration names; a part of the composition root. */
export async function openPictures({ mediaDir, mediaBucket, limits }: Config): Promise<Pictures> {
  if (!mediaBucket) return { blobs: createBlobStore(mediaDir), mark: createFolderMark(mediaDir) }
  // What is to be remembered beside pictures, as erasures are, stays on this machine.
  await mkdir(mediaDir, { recursive: true, mode: 0o700 })
  const bucket = createBucket({
    account: mediaBucket,
    callService: createCallService(),
    timeoutMs: limits.outgoingTimeoutSeconds * 1_000,
  })
  return {
    blobs: createBucketBlobStore(bucket),
    mark: {
      place: `the bucket ${mediaBucket.bucket}`,
      read: async () => (await bucket.get(markName))?.toString('utf8') ?? '',
      write: (text) => bucket.put(markName, Buffer.from(text)),
    },
  }
}
