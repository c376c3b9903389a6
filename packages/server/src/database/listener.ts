import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../log.js'

/** A connection that only listens. */
export interface Listener {
  /** Settles once the connection is closed for good. */
  close(): Promise<void>
}

export interface ListenerOptions {
  readonly connection: pg.ClientConfig
  readonly channels: readonly string[]
  readonly log: Log
  /** Gets each notification. */
  readonly onNotification: (channel: string, payload: string) => void
  /** Called each time that listening begins: notifications from before are lost. */
  readonly onListening: () => void
}

const retryMs = 1_000

/** Keeps one connection open that listens on `channels`; a lost one is opened again each second until it holds. */
export function createListener({ connection, channels, log, onNotification, onListening }: ListenerOptions): Listener {
  const closing = new AbortController()
  const { signal } = closing
  const running = run()

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const reason = await listen().catch((error: unknown) => error)
      if (signal.aborted) return
      log.warn('listener.lost', { error: reason })
      await delay(retryMs, undefined, { signal, ref: false }).catch(() => {
        // Closed while waiting: the loop ends.
      })
    }
  }

  /** Listens until the connection is lost or closed, and gives the reason. */
  async function listen(): Promise<unknown> {
    const client = new pg.Client(connection)
    const end = Promise.withResolvers<unknown>()
    client.on('error', end.resolve)
    client.on('end', () => end.resolve(new Error('connection ended')))
    client.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''))
    signal.addEventListener('abort', end.resolve, { once: true })
    try {
      await client.connect()
      for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`)
      if (!signal.aborted) onListening()
      return await end.promise
    } finally {
      signal.removeEventListener('abort', end.resolve)
      await client.end()
    }
  }

  return {
    async close() {
      closing.abort()
      await running
    },
  }
}
