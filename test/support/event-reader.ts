import assert from 'node:assert/strict'

/** One event as it came over the line. */
export interface ReceivedEvent {
  readonly id: string | undefined
  readonly kind: string
  readonly data: Record<string, unknown>
}

/** An open event stream that tests read from. */
export interface EventReader {
  readonly response: Response
  /** Everything so far, comments left out. */
  readonly events: readonly ReceivedEvent[]
  /** The bytes so far, as text. */
  text(): string
  /** Waits for an event that fits; events of the past count.
   *  @throws when the stream ends or 10 s pass before it comes. */
  find(fits: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent>
  /** Waits for the end of the stream. */
  ended(): Promise<void>
  close(): Promise<void>
}

/** Reads an event stream from the response of a request, which must be 200. */
export async function readEvents(request: Promise<Response>): Promise<EventReader> {
  const response = await request
  if (response.status !== 200) assert.fail(`stream refused with ${response.status}: ${await response.text()}`)
  assert.ok(response.body)
  const reader = response.body.getReader()
  const events: ReceivedEvent[] = []
  let text = ''
  let parsed = 0
  let isEnded = false
  let wake = Promise.withResolvers<void>()

  const reading = (async () => {
    const decoder = new TextDecoder()
    for (;;) {
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }))
      if (done) break
      text += decoder.decode(value, { stream: true })
      for (let end = text.indexOf('\n\n', parsed); end >= 0; end = text.indexOf('\n\n', parsed)) {
        const event = parseEvent(text.slice(parsed, end))
        parsed = end + 2
        if (event) events.push(event)
      }
      wake.resolve()
      wake = Promise.withResolvers()
    }
    isEnded = true
    wake.resolve()
  })()

  return {
    response,
    events,
    text: () => text,
    async find(fits) {
      const late = AbortSignal.timeout(120_000)
      for (;;) {
        const found = events.find(fits)
        if (found) return found
        if (isEnded || late.aborted)
          assert.fail(`no such event ${isEnded ? 'before the end' : 'in 120 s'}: ${text.slice(-2_000)}`)
        await Promise.race([wake.promise, new Promise((done) => late.addEventListener('abort', done, { once: true }))])
      }
    },
    ended: () => reading,
    async close() {
      await reader.cancel()
      await reading
    },
  }
}

function parseEvent(block: string): ReceivedEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  const kind = fields.get('event')
  if (kind === undefined) return undefined
  return { id: fields.get('id'), kind, data: JSON.parse(fields.get('data') ?? 'null') as Record<string, unknown> }
}
