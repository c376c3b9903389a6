import { HttpProblem } from '../http/http-problem.js'

export interface UploadReaderOptions {
  /** Of one body. */
  readonly maxBytes: number
  /** Of all that are being handled together. */
  readonly maxBytesAtOnce: number
  /** How many of these may be one user's: nobody takes all the room with uploads that never end. */
  readonly perUser: number
}

/** Makes the reader of uploads. It holds its share of memory until `release` is called.
 *  @throws HttpProblem `length_required` | `unsupported_type` | `image_too_large` | `rate_limited` | `overloaded` | `bad_request` */
export function createUploadReader({ maxBytes, maxBytesAtOnce, perUser }: UploadReaderOptions): {
  read(request: Request, userId: string): Promise<{ bytes: Uint8Array; release: () => void }>
} {
  const running = new Map<string, number>()
  let heldBytes = 0

  function hold(userId: string, length: number): () => void {
    const count = running.get(userId) ?? 0
    if (count >= perUser) {
      throw new HttpProblem('rate_limited', `${count} uploads of one user at once`, { retryAfterSeconds: 5 })
    }
    if (heldBytes + length > maxBytesAtOnce) {
      throw new HttpProblem('overloaded', `uploads hold ${heldBytes} bytes`, { retryAfterSeconds: 5 })
    }
    running.set(userId, count + 1)
    heldBytes += length
    return once(() => {
      heldBytes -= length
      const left = (running.get(userId) ?? 1) - 1
      if (left === 0) running.delete(userId)
      else running.set(userId, left)
    })
  }

  return {
    async read(request, userId) {
      checkType(request.headers.get('Content-Type'))
      const length = readLength(request, maxBytes)
      const release = hold(userId, length)
      try {
        return { bytes: await readBody(request.body, length), release }
      } catch (error) {
        release()
        throw error
      }
    },
  }
}

/** Whatever the type says, the content decides; but a form or a text is a mistake that deserves its own answer. */
function checkType(type: string | null): void {
  if (type !== null && !/^\s*(?:image\/|application\/octet-stream\b)/i.test(type)) {
    throw new HttpProblem('unsupported_type', 'body is declared as something other than a picture')
  }
}

function readLength(request: Request, maxBytes: number): number {
  const text = request.headers.get('Content-Length')
  if (text === null) throw new HttpProblem('length_required', 'upload without Content-Length')
  if (!/^\d{1,15}$/.test(text)) throw new HttpProblem('bad_request', 'Content-Length is not a number')
  const length = Number(text)
  if (length > maxBytes) throw new HttpProblem('image_too_large', `upload has ${length} bytes, limit is ${maxBytes}`)
  return length
}

async function readBody(body: ReadableStream<Uint8Array> | null, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let at = 0
  try {
    for await (const chunk of body ?? []) {
      if (at + chunk.byteLength > length) throw new RangeError('body is longer than its Content-Length')
      bytes.set(chunk, at)
      at += chunk.byteLength
    }
  } catch (cause) {
    throw new HttpProblem('bad_request', `body broke off after ${at} of ${length} bytes`, { cause })
  }
  if (at < length) throw new HttpProblem('bad_request', `body ended after ${at} of ${length} bytes`)
  return bytes
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) action()
    isDone = true
  }
}
