import { DecodeError, decode, mediaSchema, routes, type Media } from '@ai-feed/protocol'
import { FeedError } from '../feed-error.js'
import { maxProofs, type Authorization } from '../http/authorization.js'
import { errorOfAnswer } from '../http/read-problem.js'
import { badResponse } from '../http/translate-error.js'

/** One picture to send. */
export interface UploadRequest {
  readonly bytes: ArrayBuffer
  readonly type: string
  /** One for the life of the picture: sending again gives the same media. */
  readonly key: string
  readonly signal: AbortSignal
  /** Hears the part that was sent, 0 to 1. */
  readonly onProgress: (part: number) => void
}

/** What an upload needs from its client. */
export interface UploadPorts {
  readonly server: string
  readonly authorization: Authorization
  /** Makes sure that the proof will carry a nonce that the server takes: a refused upload would be sent twice. */
  readonly freshenNonce: (signal: AbortSignal) => Promise<void>
}

/** A connection that moves nothing for this long is given up. */
const stallMs = 60_000

/** Sends one picture. By XMLHttpRequest, because fetch cannot say how much of a body was sent.
 *  @throws FeedError of the wire, `sign_in_required` | `offline` | `timeout` | `bad_response`, or the signal's reason */
export async function uploadImage(ports: UploadPorts, request: UploadRequest): Promise<Media> {
  const url = ports.server + routes.media()
  await ports.freshenNonce(request.signal)
  for (let proofs = 1; ; proofs += 1) {
    const proof = await ports.authorization.prove('POST', url)
    if (proof === undefined) throw new FeedError('sign_in_required', 'sign in to send pictures')
    const xhr = await sendBytes(url, request, proof.headers)
    const headers = new Headers()
    const nonce = xhr.getResponseHeader('dpop-nonce')
    if (nonce !== null) headers.set('dpop-nonce', nonce)
    ports.authorization.observe(headers)
    if (xhr.status >= 200 && xhr.status < 300) return readMedia(xhr.responseText)
    const error = errorOfAnswer(xhr.status, xhr.responseText, xhr.getResponseHeader('retry-after'))
    if (xhr.status !== 401 || proofs === maxProofs || !(await ports.authorization.recover(error, proof))) throw error
  }
}

function sendBytes(
  url: string,
  request: UploadRequest,
  headers: Readonly<Record<string, string>>,
): Promise<XMLHttpRequest> {
  const { signal } = request
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const xhr = new XMLHttpRequest()
    let timer: ReturnType<typeof setTimeout> | undefined
    const watch = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        end(() => reject(new FeedError('timeout', 'the upload stands still', { retryable: true })))
        xhr.abort()
      }, stallMs)
    }
    const onAbort = (): void => {
      end(() => reject(signal.reason))
      xhr.abort()
    }
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      settle()
    }
    signal.addEventListener('abort', onAbort, { once: true })
    xhr.open('POST', url)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    xhr.setRequestHeader('content-type', request.type)
    xhr.setRequestHeader('idempotency-key', request.key)
    xhr.upload.addEventListener('progress', (event) => {
      watch()
      if (event.lengthComputable) request.onProgress(event.loaded / event.total)
    })
    xhr.addEventListener('load', () => end(() => resolve(xhr)))
    xhr.addEventListener('error', () =>
      end(() => reject(new FeedError('offline', 'the server cannot be reached', { retryable: true }))),
    )
    watch()
    xhr.send(request.bytes)
  })
}

function readMedia(text: string): Media {
  try {
    return decode(mediaSchema, JSON.parse(text))
  } catch (cause) {
    if (cause instanceof DecodeError || cause instanceof SyntaxError) throw badResponse(cause)
    throw cause
  }
}
