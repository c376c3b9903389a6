import { clientLimits, type Media } from '@ai-feed/protocol'
import type { FeedClient } from '../feed-client.js'
import { createLoadLimits } from './load-limits.js'
import { shrinkImage, type ReadyImage } from './shrink-image.js'
import { uploadImage, type UploadPorts, type UploadRequest } from './upload.js'

/** Makes pictures ready and sends them. */
export interface Uploader extends Pick<FeedClient, 'loadLimits'> {
  /** @throws FeedError `unreadable_image` */
  shrink(file: Blob): Promise<ReadyImage>
  send(
    request: { readonly picture: ReadyImage & { readonly key: string } } & Omit<
      UploadRequest,
      'bytes' | 'type' | 'key'
    >,
  ): Promise<Media>
}

/** Makes the uploader of one server. */
export function createUploader(ports: UploadPorts): Uploader {
  const loadLimits = createLoadLimits(ports.transport)
  return {
    loadLimits,
    // Without an answer, the wire's defaults count.
    shrink: async (file) => shrinkImage(file, await loadLimits().catch(() => clientLimits)),
    send: ({ picture, ...request }) => uploadImage(ports, { ...picture, ...request }),
  }
}
