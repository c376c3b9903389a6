import type { Audience } from '../database/schema.js'
import type { StreamReader } from './stream-reader.js'

/** The live readers of one process, by what they listen to. */
export interface ReaderRegistry {
  add(reader: StreamReader): void
  remove(reader: StreamReader): void
  /** The readers of one site that asked for something of this audience, each once. */
  find(siteId: string, audience: Audience): ReadonlySet<StreamReader>
}

/** Creates an empty registry: finding readers costs by their number, not by the number of all. */
export function createReaderRegistry(): ReaderRegistry {
  const channels = new Map<string, Set<StreamReader>>()

  return {
    add(reader) {
      for (const name of channelsOf(reader)) {
        const channel = channels.get(name) ?? new Set()
        channels.set(name, channel.add(reader))
      }
    },
    remove(reader) {
      for (const name of channelsOf(reader)) {
        const channel = channels.get(name)
        channel?.delete(reader)
        if (channel?.size === 0) channels.delete(name)
      }
    },
    find(siteId, audience) {
      const names =
        'userId' in audience
          ? [userChannel(siteId, audience.userId)]
          : audience.feeds.map((feed) => feedChannel(siteId, feed))
      return new Set(names.flatMap((name) => [...(channels.get(name) ?? [])]))
    },
  }
}

function channelsOf({ request: { siteId, feeds, viewer } }: StreamReader): string[] {
  return [...feeds.map((feed) => feedChannel(siteId, feed)), ...(viewer ? [userChannel(siteId, viewer.userId)] : [])]
}

function feedChannel(siteId: string, feed: string): string {
  return `${siteId} feed ${feed}`
}

function userChannel(siteId: string, userId: string): string {
  return `${siteId} user ${userId}`
}
