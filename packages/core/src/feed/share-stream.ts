import type { StreamEvent } from '../http/event-stream.js'
import type { Clock } from '../platform/clock.js'
import { holdLock } from '../platform/hold-lock.js'
import { findLocks } from '../platform/locks.js'
import { openBroadcast, type Broadcast } from '../platform/tabs.js'
import type { LiveStream } from './live-stream.js'

/** One stream for all tabs of an origin: the tab that holds a lock has it and tells the others what it hears. */
export interface SharedStream {
  /** Says what this tab wants to hear of; undefined: nothing. */
  want(feeds: readonly string[] | undefined): void
  /** Tells that this tab's connection has begun, what it said, or that it has ended. */
  opened(feeds: readonly string[]): void
  said(event: StreamEvent): void
  closed(): void
}

/** What the tab with the stream hears, told to all tabs. `seq` is the newest event before; `isNew` says that the
 *  connection has just begun, and not only that somebody asked. */
export type StreamNews =
  | {
      readonly type: 'open'
      readonly feeds: readonly string[]
      readonly seq: number | undefined
      readonly isNew: boolean
    }
  | { readonly type: 'event'; readonly event: StreamEvent }

type TabMessage =
  | StreamNews
  | { readonly type: 'who' }
  | { readonly type: 'wants'; readonly tab: string; readonly feeds: readonly string[] | undefined }

/** What sharing needs. */
export interface SharePorts {
  /** Names what is shared: tabs with the same name hear the same. */
  readonly name: () => Promise<string>
  /** Names this tab. */
  readonly tab: string
  readonly clock: Clock
  /** This tab's own connection, opened while it leads. */
  readonly stream: LiveStream
  readonly lastSeq: () => number | undefined
  /** Hears what the leading tab hears, this one or another. */
  readonly onNews: (news: StreamNews) => void
}

/** How often the leading tab asks who is there, and the others look whether it does. Turns are counted and not the time: a
 *  machine that slept has missed none, whatever its clock says, and neither has one whose clock was set. */
const askMs = 10_000
/** A tab that did not answer so often was killed. */
const goneTurns = 3
/** A leader that was not heard for so many turns is frozen: another tab takes the lock from it. */
const frozenTurns = 4

/** Makes one tab's share. Where tabs cannot keep each other out, each has a stream of its own. */
export function shareStream(ports: SharePorts): SharedStream {
  const { clock, stream, tab } = ports
  /** What other tabs want, and the turn in which they said so. */
  const others = new Map<string, { feeds: readonly string[]; turn: number }>()
  let turns = 0
  let mine: readonly string[] | undefined
  let presence: AbortController | undefined
  let channel: Broadcast<TabMessage> | undefined
  let isLeading = false
  let asked = ''
  let connected: readonly string[] | undefined
  let silentTurns = 0
  let turn = Promise.resolve()

  function hear(message: TabMessage): void {
    if (message.type === 'wants') {
      if (message.feeds === undefined) others.delete(message.tab)
      else others.set(message.tab, { feeds: message.feeds, turn: turns })
      return adjust()
    }
    silentTurns = 0
    if (message.type === 'who') sayWants()
    else if (!isLeading && (message.type === 'open' || message.type === 'event')) ports.onNews(message)
  }

  function sayWants(): void {
    channel?.post({ type: 'wants', tab, feeds: mine })
  }

  /** Opens the stream for what all tabs want; who comes later hears from now on what is open already. */
  function adjust(): void {
    if (!isLeading) return
    const feeds = [...new Set([...(mine ?? []), ...[...others.values()].flatMap((other) => other.feeds)])]
    const next = JSON.stringify(feeds.toSorted())
    if (next !== asked) {
      asked = next
      stream.open(feeds)
    } else if (connected !== undefined) spread({ type: 'open', feeds: connected, seq: ports.lastSeq(), isNew: false })
  }

  function spread(news: StreamNews): void {
    channel?.post(news)
    ports.onNews(news)
  }

  async function lead(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    isLeading = true
    asked = ''
    adjust()
    try {
      for (;;) {
        channel?.post({ type: 'who' })
        await clock.wait(askMs, signal)
        turns += 1
        for (const [name, other] of others) if (other.turn <= turns - goneTurns) others.delete(name)
        adjust()
      }
    } catch {
      // Not wanted any more, or another tab leads.
    } finally {
      isLeading = false
      stream.close()
    }
  }

  async function takePart(signal: AbortSignal): Promise<void> {
    const name = await ports.name()
    const locks = await findLocks()
    if (!locks) return lead(signal)
    if (signal.aborted) return
    channel = openBroadcast<TabMessage>(`ai-feed-live ${name}`, hear)
    sayWants()
    while (!signal.aborted)
      await holdLock(locks, `ai-feed-live ${name}`, { signal, untilFrozen }, (lost) =>
        lead(AbortSignal.any([signal, lost])),
      ).catch(ignore)
    channel.post({ type: 'wants', tab, feeds: undefined })
    channel.close()
    channel = undefined
  }

  async function untilFrozen(signal: AbortSignal): Promise<void> {
    for (silentTurns = 0; silentTurns < frozenTurns; silentTurns += 1) await clock.wait(askMs, signal)
  }

  return {
    want(feeds) {
      mine = feeds
      if (feeds === undefined) {
        presence?.abort()
        presence = undefined
        return
      }
      if (presence !== undefined) {
        sayWants()
        return adjust()
      }
      presence = new AbortController()
      const { signal } = presence
      turn = turn.then(() => takePart(signal)).catch(ignore)
    },
    opened(feeds) {
      connected = feeds
      spread({ type: 'open', feeds, seq: ports.lastSeq(), isNew: true })
    },
    said: (event) => spread({ type: 'event', event }),
    closed() {
      connected = undefined
    },
  }
}

/** A lock that was taken over, or is not waited for any more. */
function ignore(): void {}
