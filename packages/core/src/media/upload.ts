import { DecodeError, mediaShape, routes, type Media } from '@ai-feed/protocol'
import { FeedError } from '../feed-error.js'
import { maxProofs, type Authorization } from '../http/authorization.js'
import { errorOfAnswer } from '../http/read-problem.js'
import { badResponse, errorOfFailure } from '../http/translate-error.js'

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
  /** Sends instead of XMLHttpRequest, which alone tells how much was sent: for runtimes that have none, and for clients
   *  with a fetch of their own. */
  readonly fetch?: typeof fetch | undefined
  /** Makes sure that the proof will carry a nonce that the server takes: a refused upload would be sent twice. */
  readonly freshenNonce: (signal: AbortSignal) => Promise<void>
}

/** A connection that moves nothing for this long is given up. */
const stallMs = 60_000

/** What an upload was answered. */
interface UploadAnswer {
  readonly status: number
  readonly text: string
  readonly header: (name: string) => string | null
}

/** Sends one picture.
 *  @throws FeedError of the wire, `sign_in_required` | `offline` | `timeout` | `bad_response`, or the signal's reason */
export async function uploadImage(ports: UploadPorts, request: UploadRequest): Promise<Media> {
  const url = ports.server + routes.media()
  await ports.freshenNonce(request.signal)
  for (let proofs = 1; ; proofs += 1) {
    const proof = await ports.authorization.prove('POST', url)
    if (proof === undefined) throw new FeedError('sign_in_required', 'sign in to send pictures')
    const sendFetch = ports.fetch ?? (typeof XMLHttpRequest === 'undefined' ? fetch : undefined)
    const send = sendFetch === undefined ? sendByXhr : sendByFetch(sendFetch)
    const { status, text, header } = await send(url, request, {
      ...proof.headers,
      'content-type': request.type,
      'idempotency-key': request.key,
    })
    const nonce = header('dpop-nonce')
    ports.authorization.observe(new Headers(nonce === null ? {} : { 'dpop-nonce': nonce }))
    if (status >= 200 && status < 300) return readMedia(text)
    const error = errorOfAnswer(status, text, header('retry-after'))
    if (status !== 401 || proofs === maxProofs || !(await ports.authorization.recover(error, proof))) throw error
  }
}

type SendBytes = (
  url: string,
  request: UploadRequest,
  headers: Readonly<Record<string, string>>,
) => Promise<UploadAnswer>

/** One connection for a whole picture: it has as long as the slowest line that still gets anywhere. */
const fetchTimeoutMs = 10 * 60_000

function sendByFetch(send: typeof fetch): SendBytes {
  return async (url, { bytes, signal, onProgress }, headers) => {
    const timeout = AbortSignal.timeout(fetchTimeoutMs)
    try {
      const response = await send(url, {
        method: 'POST',
        body: bytes,
        headers,
        redirect: 'error',
        signal: AbortSignal.any([signal, timeout]),
      })
      const text = await response.text()
      onProgress(1)
      return { status: response.status, text, header: (name) => response.headers.get(name) }
    } catch (cause) {
      throw errorOfFailure(cause, signal, timeout)
    }
  }
}

function sendByXhr(
  url: string,
  request: UploadRequest,
  headers: Readonly<Record<string, string>>,
): Promise<UploadAnswer> {
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
    xhr.upload.addEventListener('progress', (event) => {
      watch()
      if (event.lengthComputable) request.onProgress(event.loaded / event.total)
    })
    const header = (name: string): string | null => xhr.getResponseHeader(name)
    xhr.addEventListener('load', () => end(() => resolve({ status: xhr.status, text: xhr.responseText, header })))
    xhr.addEventListener('error', () =>
      end(() => reject(new FeedError('offline', 'the server cannot be reached', { retryable: true }))),
    )
    watch()
    xhr.send(request.bytes)
  })
}

function readMedia(text: string): Media {
  try {
    return mediaShape(JSON.parse(text))
  } catch (cause) {
    if (cause instanceof DecodeError || cause instanceof SyntaxError) throw badResponse(cause)
    throw cause
  }
}
