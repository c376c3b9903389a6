/** One event of a stream, as the HTML standard dispatches it. */
export interface StreamEvent {
  /** `message` unless the stream said otherwise. */
  readonly kind: string
  readonly data: string
  /** The last id that the stream gave, empty when there was none. */
  readonly lastId: string
}

/** What a stream says beside its events. */
export interface StreamHooks {
  /** Something arrived, a comment too: the connection lives. */
  onActivity?: () => void
  /** The server asks for this pause before a new connection. */
  onRetry?: (ms: number) => void
}

/** An event that is longer than this ends the stream: no server of the wire sends one. */
const maxEventCharacters = 1_000_000

/** Reads the events of a `text/event-stream` body (HTML, section 9.2.6). Events without data are left out; what
 *  comes after the last blank line is dropped, as the standard demands. Leaving the loop cancels the body.
 *  @throws whatever the body throws, and RangeError on an event above a million characters. */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  hooks: StreamHooks = {},
): AsyncGenerator<StreamEvent, void, undefined> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  let skipsLineFeed = false
  let kind = ''
  let data: string[] = []
  let dataCharacters = 0
  let lastId = ''
  try {
    for (;;) {
      const chunk = await reader.read()
      if (chunk.done) return
      hooks.onActivity?.()
      let text = decoder.decode(chunk.value, { stream: true })
      if (text === '') continue
      // CR ends a line at once; a LF that follows in the next chunk belongs to it.
      if (skipsLineFeed && text.startsWith('\n')) text = text.slice(1)
      skipsLineFeed = text.endsWith('\r')
      const lines = (rest + text).split(/\r\n|\n|\r/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { kind: kind || 'message', data: data.join('\n'), lastId }
          kind = ''
          data = []
          dataCharacters = 0
          continue
        }
        const colon = line.indexOf(':')
        if (colon === 0) continue
        const field = colon === -1 ? line : line.slice(0, colon)
        const value = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1))
        if (field === 'data') {
          data.push(value)
          dataCharacters += value.length + 1
        } else if (field === 'event') kind = value
        else if (field === 'id' && !value.includes('\0')) lastId = value
        else if (field === 'retry' && /^\d+$/.test(value)) hooks.onRetry?.(Number(value))
      }
      if (rest.length + dataCharacters > maxEventCharacters) throw new RangeError('event of the stream is too long')
    }
  } finally {
    await reader.cancel().catch(() => {
      // The body has ended or failed already; there is nothing left to cancel.
    })
  }
}
