import type { IncomingMessage } from 'node:http'

/** Waits until a small body has arrived and leaves it in the stream for its reader, so that a slow sender occupies a connection
 *  but no place among the running requests. A body that is larger, or of unknown length, is left alone: its route judges it.
 *  Settles also when the client leaves in the middle. */
export async function receiveBody(incoming: IncomingMessage, maxBytes: number): Promise<void> {
  const length = Number(incoming.headers['content-length'] ?? 0)
  if (length === 0 || !(length <= maxBytes)) return
  const chunks: Buffer[] = []
  let received = 0
  while (received < length) {
    const chunk = incoming.read() as Buffer | null
    if (chunk) {
      chunks.push(chunk)
      received += chunk.length
    } else if (!(await becomesReadable(incoming))) {
      return
    }
  }
  const body = Buffer.concat(chunks)
  // In the same tick as the last read, before the stream can report its end.
  incoming.unshift(body)
  // Hono's adapter refuses a stream that was read from, and takes this instead (@hono/node-server, request.ts).
  Object.assign(incoming, { rawBody: body })
}

async function becomesReadable(incoming: IncomingMessage): Promise<boolean> {
  if (incoming.destroyed) return false
  return new Promise((done) => {
    const settle = (isReadable: boolean) => (): void => {
      incoming.off('readable', onReadable).off('close', onClose).off('error', onClose)
      done(isReadable)
    }
    const onReadable = settle(true)
    const onClose = settle(false)
    incoming.once('readable', onReadable).once('close', onClose).once('error', onClose)
  })
}
