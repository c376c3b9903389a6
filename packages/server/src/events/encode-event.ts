import type { EventData, EventKind } from '@ai-feed/protocol'
import type { LoggedEvent } from './event-log.js'

/** The first bytes of every stream: how long to wait before coming back. */
export const STREAM_START: Uint8Array = Buffer.from('retry: 3000\n\n')

/** A comment that shows that the line is alive. */
export const PING: Uint8Array = Buffer.from(': ping\n\n')

/** Writes a stored event once for all its readers; its number is the id to resume from. */
export function encodeStored({ seq, kind, data }: LoggedEvent): Uint8Array {
  return Buffer.from(`id: ${seq}\nevent: ${kind}\ndata: ${JSON.stringify({ seq, ...data })}\n\n`)
}

/** Makes what writes an event for its readers, each way of telling it once. */
export function createEncoder(event: LoggedEvent): (telling: 'event' | 'home-event') => Uint8Array {
  const written = new Map<string, Uint8Array>()
  return (telling) => {
    const bytes = written.get(telling) ?? encodeTelling(event, telling)
    written.set(telling, bytes)
    return bytes
  }
}

/** Writes a stored event; among the feeds of a new post stands `home` only for those in whose home it is. */
export function encodeTelling(event: LoggedEvent, telling: 'event' | 'home-event'): Uint8Array {
  const { data } = event
  const { feeds } = data
  const isForHome = telling === 'home-event' && Array.isArray(feeds)
  return encodeStored(isForHome ? { ...event, data: { ...data, feeds: [...(feeds as string[]), 'home'] } } : event)
}

/** Writes an event that is not stored and has no id: missing it costs nothing. */
export function encodeUnstored<K extends EventKind>(kind: K, data: EventData<K>): Uint8Array {
  return Buffer.from(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`)
}
