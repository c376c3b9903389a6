import { join } from 'node:path'
import { createErasureFile } from './backups/erasure-file.js'
import type { ErasureStore } from './backups/erasure-store.js'
import type { Config } from './config.js'
import { createFolderMark, erasureLogName } from './database/media-folder.js'
import type { MediaMark } from './database/media-mark.js'
import { createBlobStore } from './media/blob-store.js'
import type { BlobStore } from './media/blob-store.js'
import { createBucket } from './media/s3/bucket.js'
import { createBucketBlobStore } from './media/s3/bucket-blob-store.js'
import { createBucketErasureStore } from './media/s3/bucket-erasure-store.js'
import { createCallService } from './outgoing/call-service.js'

/** Where pictures are kept, the mark there that says whose they are, and what is remembered there of erasures. */
export interface Pictures {
  readonly blobs: BlobStore
  readonly mark: MediaMark
  readonly erasures: ErasureStore
}

const markName = '.ai-feed-media'

/** Opens the folder or the bucket that the configuration names; a part of the composition root. */
export function openPictures({ mediaDir, mediaBucket, limits }: Config): Pictures {
  if (!mediaBucket) {
    return {
      blobs: createBlobStore(mediaDir),
      mark: createFolderMark(mediaDir),
      erasures: createErasureFile(join(mediaDir, erasureLogName)),
    }
  }
  const bucket = createBucket({
    account: mediaBucket,
    callService: createCallService(),
    timeoutMs: limits.outgoingTimeoutSeconds * 1_000,
  })
  const place = `the bucket ${mediaBucket.bucket}`
  return {
    blobs: createBucketBlobStore(bucket),
    erasures: createBucketErasureStore(bucket, place),
    mark: {
      place,
      read: async () => (await bucket.get(markName))?.toString('utf8') ?? '',
      write: (text) => bucket.put(markName, Buffer.from(text)),
    },
  }
}
