import { randomUUID } from 'node:crypto'
import type { EventData } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'

/** Something that the readers of other processes shall hear now or never. */
export type LiveMessage =
  | { readonly type: 'counts'; readonly siteId: string; readonly postIds: readonly string[] }
  | {
      readonly type: 'preview'
      readonly siteId: string
      readonly userId: string
      readonly preview: EventData<'generation.preview'>
    }

/** Carries unstored events between the processes on one database, as notifications with a payload. */
export interface LiveChannel {
  /** Sends to all other processes; what does not fit into a notification is not sent. */
  send(message: LiveMessage): Promise<void>
  /** Reads a notification; undefined for our own and for what this version does not know. */
  read(payload: string): LiveMessage | undefined
}

/** The channel of notifications. `publish()` has one of its own, without payload. */
export const LIVE_CHANNEL = 'ai_feed_live'

/** PostgreSQL takes less than 8,000 bytes. */
const maxBytes = 7_900
const maxPostIds = 150

/** Creates the channel of one process. */
export function createLiveChannel(db: Kysely<Schema>): LiveChannel {
  const self = randomUUID()

  async function notify(message: LiveMessage): Promise<void> {
    const payload = JSON.stringify({ self, message })
    if (Buffer.byteLength(payload) > maxBytes) return
    await sql`select pg_notify(${LIVE_CHANNEL}, ${payload})`.execute(db)
  }

  return {
    async send(message) {
      if (message.type !== 'counts') return notify(message)
      for (let start = 0; start < message.postIds.length; start += maxPostIds) {
        await notify({ ...message, postIds: message.postIds.slice(start, start + maxPostIds) })
      }
    },
    read(payload) {
      const sent = parse(payload)
      return sent?.self === self ? undefined : sent?.message
    },
  }
}

/** Anybody with the database's password may notify: what is not ours must not stop the listening. */
function parse(payload: string): { self: string; message: LiveMessage } | undefined {
  try {
    const sent = JSON.parse(payload) as { self: string; message: LiveMessage }
    return sent.message.type === 'counts' || sent.message.type === 'preview' ? sent : undefined
  } catch {
    return undefined
  }
}
