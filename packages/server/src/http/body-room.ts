import type { IncomingMessage } from 'node:http'
import { HttpProblem } from './http-problem.js'

/** Memory for the bodies of requests: however many there are, together they hold no more than `roomBytes`. */
export interface BodyRoom {
  /** Waits until a small body has arrived and leaves it in the stream for its reader, so that a slow sender occupies a connection
   *  but no place among the running requests. A body that is larger, or of unknown length, is left alone: its route judges it.
   *  Settles also when the client leaves in the middle.
   *  @returns the function that gives the memory back; call it when the request is over, again is harmless.
   *  @throws HttpProblem `overloaded` when there is no room, or when a body that came later needs this one's: whoever takes
   *  longest gives way, so that slow senders keep nobody else out. */
  receive(incoming: IncomingMessage): Promise<() => void>
}

/** Makes a room for bodies of up to `bodyBytes` each. */
export function createBodyRoom({ bodyBytes, roomBytes }: { bodyBytes: number; roomBytes: number }): BodyRoom {
  /** Oldest first. */
  const arriving = new Set<ArrivingBody>()
  let heldBytes = 0

  function hold(body: ArrivingBody, bytes: number): void {
    while (heldBytes + bytes > roomBytes) {
      const [oldest] = arriving
      if (!oldest || oldest === body) throw noRoom(heldBytes)
      leave(oldest)
      oldest.giveWay(noRoom(heldBytes))
    }
    heldBytes += bytes
    body.heldBytes += bytes
    arriving.add(body)
  }

  function leave(body: ArrivingBody): void {
    arriving.delete(body)
    heldBytes -= body.heldBytes
    body.heldBytes = 0
  }

  return {
    async receive(incoming) {
      const length = Number(incoming.headers['content-length'] ?? 0)
      if (length === 0 || !(length <= bodyBytes)) return () => {}
      const body = new ArrivingBody(incoming, length)
      try {
        await body.arrive((bytes) => hold(body, bytes))
      } catch (error) {
        leave(body)
        throw error
      }
      arriving.delete(body)
      return () => leave(body)
    },
  }
}

/** A body of known length on its way into one piece of memory that grows with it: not each crumb that a sender makes. */
class ArrivingBody {
  heldBytes = 0
  #bytes = Buffer.alloc(0)
  #received = 0
  #refusal: HttpProblem | undefined
  #wake: (() => void) | undefined
  readonly #incoming: IncomingMessage
  readonly #length: number

  constructor(incoming: IncomingMessage, length: number) {
    this.#incoming = incoming
    this.#length = length
  }

  /** @param hold called with the bytes of memory that are about to be needed; it may throw. */
  async arrive(hold: (bytes: number) => void): Promise<void> {
    const incoming = this.#incoming
    while (this.#received < this.#length) {
      const chunk = incoming.read() as Buffer | null
      if (chunk) this.#append(chunk, hold)
      else if (!(await this.#becomesReadable())) return
      if (this.#refusal) throw this.#refusal
    }
    // In the same tick as the last read, before the stream can report its end.
    incoming.unshift(this.#bytes)
    // Hono's adapter refuses a stream that was read from, and takes this instead (@hono/node-server, request.ts).
    Object.assign(incoming, { rawBody: this.#bytes })
  }

  giveWay(refusal: HttpProblem): void {
    this.#refusal = refusal
    this.#bytes = Buffer.alloc(0)
    this.#wake?.()
  }

  #append(chunk: Buffer, hold: (bytes: number) => void): void {
    const needed = this.#received + chunk.length
    if (needed > this.#bytes.length) {
      const size = Math.min(this.#length, Math.max(needed, 2 * this.#bytes.length))
      hold(size - this.#bytes.length)
      const bytes = Buffer.allocUnsafeSlow(size)
      this.#bytes.copy(bytes, 0, 0, this.#received)
      this.#bytes = bytes
    }
    chunk.copy(this.#bytes, this.#received)
    this.#received = needed
  }

  async #becomesReadable(): Promise<boolean> {
    const incoming = this.#incoming
    if (incoming.destroyed) return false
    return new Promise((done) => {
      const settle = (isReadable: boolean) => (): void => {
        incoming.off('readable', onReadable).off('close', onClose).off('error', onClose)
        this.#wake = undefined
        done(isReadable)
      }
      const onReadable = settle(true)
      const onClose = settle(false)
      this.#wake = onReadable
      incoming.once('readable', onReadable).once('close', onClose).once('error', onClose)
    })
  }
}

function noRoom(heldBytes: number): HttpProblem {
  return new HttpProblem('overloaded', `bodies hold ${heldBytes} bytes`, { retryAfterSeconds: 2 })
}
