import { readRoutes } from '@ai-feed/protocol'
import { FeedError, isFeedError } from '../feed-error.js'
import { readEventStream, type StreamEvent } from '../http/event-stream.js'
import { badResponse } from '../http/translate-error.js'
import type { Transport } from '../http/transport.js'
import { backoffMs } from '../platform/backoff.js'
import type { Clock } from '../platform/clock.js'

/** One connection to the server's events that is opened again whenever it ends. */
export interface LiveStream {
  /** Opens it for these feeds, in place of the ones before. */
  open(feeds: readonly string[]): void
  close(): void
}

/** What a stream needs from its owner. */
export interface LiveStreamPorts {
  readonly transport: Transport
  readonly site: string
  readonly clock: Clock
  readonly hasSession: () => Promise<boolean>
  /** The newest event that was heard, to go on from there. */
  readonly lastSeq: () => number | undefined
  /** Runs when the server has begun to answer: what happens to these feeds from now on is heard. */
  readonly onOpen: (feeds: readonly string[]) => void
  /** Runs when a connection has ended, whether or not another one follows. */
  readonly onClose: () => void
  /** @returns 'end' for the last event of a connection */
  readonly onEvent: (event: StreamEvent) => 'end' | undefined
}

/** The server takes no more feeds than this on one stream. */
const maxFeeds = 8
/** The server pings each 15 s: after this silence the connection is dead. */
const silenceMs = 40_000
/** Feeds that come and go together share one new connection. */
const gatherMs = 20
const minPauseMs = 1000
/** What a server may ask for as the pause before the next connection. */
const maxAskedMs = 60_000
/** A connection that lasted so long was a good one: the next failure is the first. */
const steadyMs = 10_000

/** Makes a stream. Connections follow each other never faster than once a second, after the pause that the server asks for,
 *  and after failures with growing, spread pauses. */
export function createLiveStream(ports: LiveStreamPorts): LiveStream {
  const { clock } = ports
  let running: AbortController | undefined
  let openedAtMs = Number.NEGATIVE_INFINITY
  let askedMs = 0

  async function keepOpen(feeds: readonly string[], signal: AbortSignal): Promise<void> {
    let tries = 0
    // No longer than that for a clock that was set back.
    let pauseMs = Math.max(gatherMs, Math.min(minPauseMs, openedAtMs + minPauseMs - clock.now()))
    try {
      for (;;) {
        await clock.wait(pauseMs, signal)
        openedAtMs = clock.now()
        try {
          pauseMs = 0
          await follow(feeds, signal)
        } catch (error) {
          if (signal.aborted) return
          // What will not get better is not asked again until something changes.
          if (isFeedError(error) && !error.retryable && error.code !== 'bad_response') return
          pauseMs = (isFeedError(error) && error.retryAfterMs) || 0
        }
        if (clock.now() - openedAtMs > steadyMs) tries = 0
        // Spread, too: a server that ends asks everybody for the same.
        pauseMs = Math.max(pauseMs, askedMs * (1 + clock.random() / 2), backoffMs(tries, clock))
        tries += 1
      }
    } catch {
      // Only the pause throws here, when the stream is not wanted any more.
    }
  }

  async function follow(feeds: readonly string[], outer: AbortSignal): Promise<void> {
    const inner = new AbortController()
    const signal = AbortSignal.any([outer, inner.signal])
    let heardAtMs = clock.now()
    const guard = async (): Promise<void> => {
      for (;;) {
        const leftMs = heardAtMs + silenceMs - clock.now()
        // Of a clock that was set back, nobody knows what it was: the silence begins anew.
        if (leftMs > silenceMs) heardAtMs = clock.now()
        if (leftMs <= 0) return inner.abort(new Error('the event stream is silent'))
        await clock.wait(Math.min(leftMs, silenceMs), signal)
      }
    }
    guard().catch(() => {
      // The stream has ended before its silence.
    })
    try {
      // `home` without a session would cost all others their stream.
      const hasSession = await ports.hasSession()
      const taken = feeds.filter((feed) => hasSession || feed !== 'home').slice(0, maxFeeds)
      if (!hasSession && taken.length === 0)
        throw new FeedError('sign_in_required', 'nothing to hear without a session')
      const path = eventsPath(taken)
      await ports.transport.send(
        { path, signal, timeoutMs: 0, headers: { accept: 'text/event-stream' } },
        async (response) => {
          if (!response.headers.get('content-type')?.startsWith('text/event-stream') || response.body === null)
            throw badResponse(new Error('the answer is no event stream'))
          ports.onOpen(taken)
          const onActivity = (): void => {
            heardAtMs = clock.now()
          }
          const onRetry = (ms: number): void => {
            askedMs = Math.min(ms, maxAskedMs)
          }
          for await (const event of readEventStream(response.body, { onActivity, onRetry })) {
            if (ports.onEvent(event) === 'end') return
          }
        },
      )
    } finally {
      inner.abort()
      ports.onClose()
    }
  }

  function eventsPath(feeds: readonly string[]): string {
    const lastSeq = ports.lastSeq()
    const query = [
      `site=${encodeURIComponent(ports.site)}`,
      ...feeds.map((feed) => `feed=${encodeURIComponent(feed)}`),
      ...(lastSeq === undefined ? [] : [`after=${lastSeq}`]),
    ]
    return `${readRoutes.events()}?${query.join('&')}`
  }

  return {
    open(feeds) {
      running?.abort()
      running = new AbortController()
      void keepOpen(feeds, running.signal)
    },
    close() {
      running?.abort()
      running = undefined
    },
  }
}
