import { mediaShape, routes, type Media } from '@ai-feed/protocol'
import { FeedError } from '../feed-error.js'
import type { Authorization } from '../http/authorization.js'
import { maxSmallAnswerBytes } from '../http/read-body.js'
import { badResponse } from '../http/translate-error.js'
import type { Transport, WireRequest } from '../http/transport.js'

/** One picture to send. */
export interface UploadRequest {
  readonly bytes: ArrayBuffer
  readonly type: string
  /** One for the life of the picture: sending again gives the same media. */
  readonly key: string
  readonly signal: AbortSignal
  readonly authorization: Authorization
  /** Hears the part that was sent, 0 to 1. */
  readonly onProgress: (part: number) => void
}

/** What an upload needs from its client. */
export interface UploadPorts {
  readonly transport: Transport
  /** The client has a fetch of its own, by which everything goes. */
  readonly hasOwnFetch: boolean
  /** Makes sure that the proof will carry a nonce that the server takes: a refused upload would be sent twice. */
  readonly freshenNonce: (signal: AbortSignal) => Promise<void>
}

/** A connection that moves nothing for this long is given up. */
const stallMs = 60_000
/** Where nobody sees it move, a picture has as long as the slowest line that still gets anywhere. */
const blindTimeoutMs = 10 * 60_000

/** Sends one picture.
 *  @throws FeedError of the wire, `offline` | `timeout` | `bad_response`, or the signal's reason */
export async function uploadImage(
  { transport, hasOwnFetch, freshenNonce }: UploadPorts,
  { bytes, type, key, signal, authorization, onProgress }: UploadRequest,
): Promise<Media> {
  await freshenNonce(signal)
  let most = 0
  /** What is sent a second time, with another proof, takes nothing back. */
  const report = (part: number): void => onProgress((most = Math.max(most, part)))
  const isWatched = !hasOwnFetch && typeof XMLHttpRequest !== 'undefined'
  const media = await transport.json(mediaShape, {
    path: routes.media(),
    method: 'POST',
    headers: { 'content-type': type, 'idempotency-key': key },
    body: bytes,
    signal,
    authorization,
    sendBy: isWatched ? sendWatched(report) : undefined,
    timeoutMs: isWatched ? 0 : blindTimeoutMs,
  })
  report(1)
  return media
}

/** Sends by XMLHttpRequest, which alone tells how much was sent. */
function sendWatched(onProgress: (part: number) => void): NonNullable<WireRequest['sendBy']> {
  return (url, { method = 'POST', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const xhr = new XMLHttpRequest()
      let failure: unknown = new TypeError('the connection broke')
      let timer: ReturnType<typeof setTimeout> | undefined
      const stop = (reason: unknown): void => {
        failure = reason
        xhr.abort()
      }
      const onAbort = (): void => stop(signal?.reason)
      const watch = (): void => {
        clearTimeout(timer)
        timer = setTimeout(stop, stallMs, new FeedError('timeout', 'the upload stands still', { retryable: true }))
      }
      xhr.open(method, url)
      new Headers(headers).forEach((value, name) => xhr.setRequestHeader(name, value))
      xhr.upload.addEventListener('progress', ({ loaded, total }) => {
        watch()
        onProgress(loaded / total)
      })
      xhr.addEventListener('progress', ({ loaded }) => {
        if (loaded > maxSmallAnswerBytes) stop(badResponse(new RangeError('the answer to an upload is too long')))
      })
      xhr.addEventListener('loadend', () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        const { status } = xhr
        if (status === 0) reject(failure)
        else if (status < 200 || status > 599) reject(badResponse(status))
        else resolve(new Response(xhr.responseText || null, { status, headers: headersOf(xhr) }))
      })
      signal?.addEventListener('abort', onAbort)
      watch()
      xhr.send(body as ArrayBuffer)
    })
}

/** The headers of an answer that somebody reads. */
function headersOf(xhr: XMLHttpRequest): [string, string][] {
  return ['dpop-nonce', 'retry-after'].flatMap((name) => {
    const value = xhr.getResponseHeader(name)
    return value === null ? [] : [[name, value]]
  })
}
