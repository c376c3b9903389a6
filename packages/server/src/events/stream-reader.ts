import type { EventData } from '@ai-feed/protocol'
import type { Viewer } from '../http/request-context.js'
import { encodeUnstored } from './encode-event.js'

/** What one reader asked for. */
export interface StreamRequest {
  readonly siteId: string
  readonly viewer: Viewer | undefined
  /** The reader's address as limits count it. */
  readonly address: string
  readonly feeds: readonly string[]
  /** `Last-Event-ID`: everything after it is sent again; undefined begins with what comes. */
  readonly after: string | undefined
  /** Closes the connection at once; harmless when it is closed or has sent everything. */
  readonly cut: () => void
}

/** Why a stream ends, in the words of the wire. */
export type EndReason = EventData<'end'>['reason']

/** How long a reader may take for its last bytes, or for room during a replay. */
const patienceMs = 5_000

/** One open stream: a bounded buffer between the events and a connection. */
export class StreamReader {
  readonly request: StreamRequest
  /** What the connection reads. Cancelling it ends the stream. */
  readonly body: ReadableStream<Uint8Array>
  /** The newest stored event that was sent or is known to the reader. */
  lastSeq = 0
  pingAtMs = 0
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #isEnded = false
  #onRoom: (() => void) | undefined
  readonly #onEnd: () => void

  /** @param onEnd called once, whoever ends the stream.
   *  @param bufferBytes how much may wait for the reader. */
  constructor(request: StreamRequest, onEnd: () => void, bufferBytes: number) {
    this.request = request
    this.#onEnd = onEnd
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller
        },
        pull: () => this.#onRoom?.(),
        cancel: () => this.#finish(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
    )
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** Hands bytes to the reader. One that is further behind than its buffer is cut off: it can resume. */
  write(bytes: Uint8Array): void {
    if (this.#isEnded) return
    if (this.#hasRoom(bytes)) this.#controller?.enqueue(bytes)
    else this.end('slow_reader')
  }

  /** Hands bytes to the reader once there is room for them. */
  async writeWithPatience(bytes: Uint8Array): Promise<void> {
    const untilMs = performance.now() + patienceMs
    while (!this.#isEnded && !this.#hasRoom(bytes)) {
      const leftMs = untilMs - performance.now()
      if (leftMs <= 0) break
      await this.#room(leftMs)
    }
    this.write(bytes)
  }

  /** Says why and closes. What waits is still delivered to a reader that takes it soon. */
  end(reason: EndReason): void {
    if (this.#isEnded) return
    this.#controller?.enqueue(encodeUnstored('end', { reason }))
    this.#controller?.close()
    this.#finish()
    setTimeout(this.request.cut, patienceMs).unref()
  }

  /** Cuts the connection without a word, so that the reader comes back and resumes. */
  abort(): void {
    if (this.#isEnded) return
    this.#finish()
    this.request.cut()
  }

  #hasRoom(bytes: Uint8Array): boolean {
    return (this.#controller?.desiredSize ?? 0) >= bytes.byteLength
  }

  #room(timeoutMs: number): Promise<void> {
    return new Promise((done) => {
      const settle = (): void => {
        clearTimeout(timer)
        this.#onRoom = undefined
        done()
      }
      const timer = setTimeout(settle, timeoutMs)
      this.#onRoom = settle
    })
  }

  #finish(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#onRoom?.()
    this.#onEnd()
  }
}
