import { defaultLimits, type Media } from '@ai-feed/protocol'
import type { FeedClient } from '../feed-client.js'
import type { Authorization } from '../http/authorization.js'
import type { Transport } from '../http/transport.js'
import { createLoadLimits } from './load-limits.js'
import { shrinkImage, type ReadyImage } from './shrink-image.js'
import { uploadImage } from './upload.js'

/** Makes pictures ready and sends them. */
export interface Uploader extends Pick<FeedClient, 'loadLimits'> {
  /** @throws FeedError `unreadable_image` */
  shrink(file: Blob): Promise<ReadyImage>
  send(request: {
    readonly picture: ReadyImage & { readonly key: string }
    readonly signal: AbortSignal
    readonly authorization: Authorization
    readonly onProgress: (part: number) => void
  }): Promise<Media>
}

/** Makes the uploader of one server. */
export function createUploader(ports: {
  readonly transport: Transport
  /** The client's own fetch, if it was given one. */
  readonly fetch: typeof fetch | undefined
  readonly freshenNonce: (signal: AbortSignal) => Promise<void>
}): Uploader {
  const loadLimits = createLoadLimits(ports.transport)
  return {
    loadLimits,
    // Without an answer, the wire's defaults count.
    shrink: async (file) => shrinkImage(file, await loadLimits().catch(() => defaultLimits)),
    send: ({ picture, authorization, ...request }) =>
      uploadImage(
        { server: ports.transport.server, freshenNonce: ports.freshenNonce, fetch: ports.fetch, authorization },
        { ...picture, ...request },
      ),
  }
}
