import { postShape, routes, type Media, type Post } from '@ai-feed/protocol'
import type { Authorization } from '../http/authorization.js'
import { own } from '../platform/own.js'
import type { Transport } from '../http/transport.js'
import type { StoredDraft, StoredEntry } from './outbox-entry.js'

/** The bytes of one picture, ready to leave the device. */
export interface PictureBytes {
  /** Idempotency key of its upload, for life. */
  readonly key: string
  readonly type: string
  readonly bytes: ArrayBuffer
}

/** Sends one picture under its own key. */
export type SendPicture = (request: {
  readonly picture: PictureBytes
  readonly signal: AbortSignal
  readonly authorization: Authorization
  readonly onProgress: (part: number) => void
}) => Promise<Media>

/** What sending one post needs. */
export interface SendPostPorts {
  readonly transport: Transport
  readonly sendPicture: SendPicture
  readonly authorization: Authorization
  readonly signal: AbortSignal
  /** Stores the id of a picture before the next step, so that a crash does not send it twice. */
  readonly remember: (index: number, mediaId: string) => Promise<unknown>
  readonly onProgress: (part: number) => void
}

/** Sends a post: first its pictures, one after the other, then the words. Every step has a key of its own, so that doing
 *  it again changes nothing. */
export async function sendPost(
  entry: StoredEntry,
  draft: StoredDraft,
  pictures: readonly PictureBytes[],
  ports: SendPostPorts,
): Promise<Post> {
  const { signal, authorization } = ports
  const mediaIds = [...entry.mediaIds]
  for (const [index, picture] of pictures.entries()) {
    if (typeof mediaIds[index] === 'string') continue
    const media = await ports.sendPicture({
      picture,
      signal,
      authorization,
      onProgress: (part) => ports.onProgress((index + part) / pictures.length),
    })
    mediaIds[index] = media.id
    await ports.remember(index, media.id)
  }
  return ports.transport.json(postShape, {
    path: routes.posts(),
    method: 'POST',
    headers: { 'idempotency-key': entry.id },
    json: postBody(draft, mediaIds),
    signal,
    authorization,
  })
}

/** Writes the body of POST /v1/posts. The same draft always gives the same bytes: the server compares them. */
function postBody(draft: StoredDraft, mediaIds: readonly (string | null)[]): Record<string, unknown> {
  const { text, pictures = [], commentOn, quoteOf, topic, visibility, ...policies } = own(draft)
  const { commentPolicy, remixPolicy, aiPreferences } = own(policies)
  const media = pictures
    .map((picture) => own(picture))
    .map((picture) => ({
      id: 'mediaId' in picture ? picture.mediaId : mediaIds[picture.bytes],
      alt: picture.alt,
    }))
  return {
    text: text || undefined,
    media: media.length > 0 ? media : undefined,
    commentOn,
    quote: quoteOf,
    topic,
    visibility,
    commentPolicy,
    remixPolicy,
    aiPreferences,
  }
}
