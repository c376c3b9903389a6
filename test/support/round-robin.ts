import { createServer, request as send } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A balancer as plain as they come: each request goes to the next server, whoever asks. */
export interface RoundRobin {
  readonly url: string
  /** How many requests each server got, by its address. */
  readonly counts: ReadonlyMap<string, number>
  /** Sends requests to these from now on. */
  aim(urls: readonly string[]): void
  close(): Promise<void>
}

/** Starts a balancer on `port`. One that cannot be reached is passed over; a connection that breaks in the middle breaks for
 *  the client, too, as with any balancer that does not repeat what may have been done. */
export async function startRoundRobin(port: number): Promise<RoundRobin> {
  let targets: readonly string[] = []
  let turn = 0
  const counts = new Map<string, number>()

  function forward(incoming: IncomingMessage, outgoing: ServerResponse, tries: number): void {
    const target = targets[turn++ % targets.length]
    if (target === undefined || tries === 0) return void outgoing.writeHead(503, { 'Retry-After': '1' }).end()
    const { hostname, port: targetPort } = new URL(target)
    const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress }
    const { method, url: path } = incoming
    const inner = send({ hostname, port: targetPort, method, path, headers, agent: false }, (answer) => {
      counts.set(target, (counts.get(target) ?? 0) + 1)
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
      answer.on('close', () => !answer.complete && outgoing.destroy())
    })
    outgoing.on('close', () => inner.destroy())
    inner.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') forward(incoming, outgoing, tries - 1)
      else outgoing.destroy()
    })
    inner.once('socket', (socket) => socket.once('connect', () => incoming.pipe(inner)))
  }

  const server = createServer((incoming, outgoing) => forward(incoming, outgoing, targets.length))
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    aim: (urls) => void (targets = urls),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
