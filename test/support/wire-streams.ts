/** The open event streams of a stub, and what they missed. */
export class WireStreams {
  #open = new Set<ReadableStreamDefaultController<Uint8Array>>()
  #events: { seq: number; text: string }[] = []

  get size(): number {
    return this.#open.size
  }

  /** Opens a stream that first tells what came after a seq. */
  open(after: string | null, signal: AbortSignal): Response {
    const missed = after === null ? [] : this.#events.filter(({ seq }) => seq > Number(after))
    let stream: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        stream = controller
        this.#open.add(controller)
        controller.enqueue(encoder.encode(`retry: 1000\n\n${missed.map(({ text }) => text).join('')}`))
        signal.addEventListener('abort', () => {
          if (this.#open.delete(controller)) controller.error(signal.reason)
        })
      },
      cancel: () => {
        if (stream !== undefined) this.#open.delete(stream)
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

  /** Sends an event, and keeps it for streams that come back. */
  store(seq: number, kind: string, data: Record<string, unknown>): void {
    const text = `event: ${kind}\nid: ${seq}\ndata: ${JSON.stringify({ seq, ...data })}\n\n`
    this.#events.push({ seq, text })
    this.#write(text)
  }

  /** Sends an event that is not kept. */
  send(kind: string, data: Record<string, unknown>): void {
    this.#write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** Breaks all streams. */
  cut(): void {
    for (const controller of this.#open) controller.error(new TypeError('network error'))
    this.#open.clear()
  }

  #write(text: string): void {
    for (const controller of this.#open) controller.enqueue(encoder.encode(text))
  }
}

const encoder = new TextEncoder()
