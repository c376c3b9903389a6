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
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let connecting = connect()

  async function connect(): Promise<void> {
    const fresh = new pg.Client(connection)
    client = fresh
    let isLost = false
    const lose = (error?: unknown): void => {
      if (isLost || isClosed) return
      isLost = true
      log.warn('listener.lost', { error })
      fresh.end().catch(() => {
        // It is lost already.
      })
      timer = setTimeout(() => {
        connecting = connect()
      }, retryMs)
    }
    fresh.on('error', lose)
    fresh.on('end', () => lose())
    fresh.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''))
    try {
      await fresh.connect()
      for (const channel of channels) await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`)
      onListening()
    } catch (error) {
      lose(error)
    }
  }

  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      await connecting
      await client?.end().catch(() => {
        // It was never open.
      })
    },
  }
}
