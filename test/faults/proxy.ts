import { once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

/** What one connection suffers. */
export type ConnectionFault =
  /** Both sides are reset after some bytes of the request or of the answer. */
  | 'reset'
  /** The request arrives, the answer does not. */
  | 'swallow'
  /** The answer ends in the middle. */
  | 'cut'
  /** Everything is late. */
  | 'delay'
  /** The answer comes a few bytes at a time. */
  | 'trickle'

/** A small TCP proxy in front of a server, which knows nothing of HTTP. */
export interface FaultyProxy {
  readonly url: string
  /** How often each fault struck. */
  readonly struck: Map<ConnectionFault, number>
  /** Leads new connections there. */
  leadTo(port: number): void
  /** From now on connections suffer one of these faults with this probability; open ones are closed. */
  suffer(faults: readonly ConnectionFault[], probability?: number): void
  /** From now on everything arrives. */
  heal(): void
  close(): Promise<void>
}

/** Opens a proxy on a free port. */
export async function openProxy(): Promise<FaultyProxy> {
  const struck = new Map<ConnectionFault, number>()
  const open = new Set<Socket>()
  let faults: readonly ConnectionFault[] = []
  let share = 0
  let target = 0

  const listener = createServer((client) => {
    const server = connect(target, '127.0.0.1')
    for (const socket of [client, server]) {
      open.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
    }
    client.on('close', () => server.destroy())
    server.on('close', () => client.destroySoon())
    const fault = Math.random() < share ? faults[Math.floor(Math.random() * faults.length)] : undefined
    if (fault === undefined) return void client.pipe(server).pipe(client)
    struck.set(fault, (struck.get(fault) ?? 0) + 1)
    strike(fault, client, server)
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  const drop = (): void => open.forEach((socket) => socket.resetAndDestroy())
  return {
    url: `http://127.0.0.1:${address.port}`,
    struck,
    leadTo: (port) => void (target = port),
    suffer(next, probability = 0.5) {
      faults = next
      share = probability
      drop()
    },
    heal() {
      share = 0
      drop()
    },
    async close() {
      listener.close()
      drop()
      await once(listener, 'close')
    },
  }
}

function strike(fault: ConnectionFault, client: Socket, server: Socket): void {
  const reset = (): void => {
    client.resetAndDestroy()
    server.resetAndDestroy()
  }
  switch (fault) {
    case 'reset': {
      const isRequest = Math.random() < 0.5
      client.pipe(isRequest ? after(Math.random() * 1500, reset) : pass()).pipe(server)
      server.pipe(isRequest ? pass() : after(Math.random() * 1500, reset)).pipe(client)
      break
    }
    case 'swallow':
      client.pipe(server)
      server.once('data', () => setTimeout(reset, 20 + Math.random() * 800)).resume()
      break
    case 'cut':
      client.pipe(server)
      server.pipe(after(200 + Math.random() * 1200, () => client.destroySoon())).pipe(client)
      break
    case 'delay':
      client.pipe(late()).pipe(server).pipe(late()).pipe(client)
      break
    case 'trickle':
      client.pipe(server).pipe(trickle()).pipe(client)
      break
    default:
      fault satisfies never
  }
}

const pass = (): Transform => new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) })

/** Lets some bytes through and then does something, once. */
function after(bytes: number, work: () => void): Transform {
  let left = Math.ceil(bytes)
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const part = chunk.subarray(0, left)
      left -= part.length
      this.push(part)
      if (left > 0) return done()
      setImmediate(work)
    },
  })
}

function late(): Transform {
  return new Transform({
    async transform(chunk, _encoding, done) {
      await delay(Math.random() * 400)
      done(null, chunk)
    },
  })
}

/** Slow at the start, where headers are cut into pieces, then as fast as it has to be to end. */
function trickle(): Transform {
  let pieces = 0
  return new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      for (let start = 0; start < chunk.length;) {
        const length = pieces++ < 150 ? 9 : chunk.length
        this.push(chunk.subarray(start, start + length))
        start += length
        if (pieces < 150) await delay(4)
      }
      done()
    },
  })
}
