/** One event of an event stream: its name and its data, lines joined. */
export interface EventBlock {
  readonly event: string
  readonly data: string
}

/** Splits bytes into the events of a stream, as the HTML standard 9.2.6 says; one without data is left out, an unfinished one
 *  at the end is given all the same. Data may have many megabytes, so each byte is looked at once. */
export async function* readEventBlocks(body: AsyncIterable<Uint8Array>): AsyncGenerator<EventBlock> {
  let event = ''
  let data: string[] = []
  const take = function* (): Generator<EventBlock> {
    if (data.length > 0) yield { event, data: data.join('\n') }
    event = ''
    data = []
  }

  for await (const line of readLines(body)) {
    if (line === '') {
      yield* take()
      continue
    }
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'event') event = value
    if (field === 'data') data.push(value)
  }
  yield* take()
}

/** Lines end with CR LF, LF or CR. */
async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let pieces: string[] = []
  let endedWithCr = false
  for await (const bytes of body) {
    const text = decoder.decode(bytes, { stream: true })
    if (text === '') continue
    const lines = (endedWithCr && text.startsWith('\n') ? text.slice(1) : text).split(/\r\n|\r|\n/)
    endedWithCr = text.endsWith('\r')
    for (const line of lines.slice(0, -1)) {
      yield pieces.join('') + line
      pieces = []
    }
    pieces.push(lines.at(-1) ?? '')
  }
  yield pieces.join('') + decoder.decode()
}
