import {
  generationShape,
  isFinal,
  routes,
  type FeedEvent,
  type Generation,
  type GenerationProgress,
} from '@ai-feed/protocol'
import { isFeedError } from '../feed-error.js'
import { badResponse } from '../http/translate-error.js'
import type { Transport } from '../http/transport.js'
import { backoffMs } from '../platform/backoff.js'
import type { Clock } from '../platform/clock.js'

/** Hears what the client's event stream says to its user. */
export interface OwnWatcher {
  onEvent(event: FeedEvent): void
  /** Events may have been missed: the stream is new, or could not be resumed. */
  onGap(): void
}

/** What following a generation needs. */
export interface WatchPorts {
  readonly transport: Transport
  readonly clock: Clock
  /** Listens on the one stream that a client, and all tabs with it, has. @returns stops it */
  readonly watchOwn: (watcher: OwnWatcher) => () => void
  /** Fires when the client is closed: nobody follows any more, and the server goes on. */
  readonly closed: AbortSignal
}

/** What an event told of a generation, or all of it as the server has it. */
export type GenerationStep = Pick<Generation, 'status' | 'previews'> | GenerationProgress

/** Steps that wait for whoever looks away; a later preview shows all that an earlier one does. */
const maxHeard = 32

/** Gives what is known of a generation whenever it has changed; the last step is the whole one, and final. What the stream
 *  misses or cannot carry is asked for, the more seldom the longer nothing happens.
 *  @throws FeedError of the wire that trying again does not mend, or the reason of a signal */
export async function* watchGeneration(
  ports: WatchPorts,
  id: string,
  callerSignal: AbortSignal | undefined,
): AsyncGenerator<GenerationStep, void, undefined> {
  const signal = AbortSignal.any([ports.closed, ...(callerSignal === undefined ? [] : [callerSignal])])
  const heard: GenerationStep[] = []
  let pause = new AbortController()
  let isDue = false
  let quietLooks = 0
  const stop = ports.watchOwn({
    onEvent({ kind, data }) {
      if ((kind !== 'generation' && kind !== 'generation.preview') || data.id !== id) return
      if (kind === 'generation.preview') heard.push({ status: 'running', previews: [data] })
      else if (isFinal(data.status)) isDue = true
      else heard.push({ status: data.status, previews: [] })
      if (heard.length > maxHeard) heard.shift()
      quietLooks = 0
      pause.abort()
    },
    onGap() {
      isDue = true
      pause.abort()
    },
  })
  try {
    for (;;) {
      let pauseMs = backoffMs(quietLooks, ports.clock)
      let now: GenerationProgress | undefined
      if (isDue) {
        isDue = false
        try {
          now = await loadGeneration(ports, id, signal)
        } catch (error) {
          // It goes on without us: only the sight of it is lost, and comes back with the network.
          if (!isFeedError(error) || !error.retryable) throw error
          pauseMs = Math.max(pauseMs, error.retryAfterMs ?? 0)
        }
      }
      // What was heard meanwhile came before the end that was found.
      yield* heard.splice(0)
      if (now !== undefined) yield now
      if (now !== undefined && isFinal(now.status)) return
      if (isDue || heard.length > 0) continue
      pause = new AbortController()
      try {
        await ports.clock.wait(pauseMs, AbortSignal.any([pause.signal, signal]))
        isDue = true
        quietLooks += 1
      } catch {
        signal.throwIfAborted()
      }
    }
  } finally {
    stop()
  }
}

/** Loads the present state of a generation. */
export async function loadGeneration(
  { transport }: Pick<WatchPorts, 'transport'>,
  id: string,
  signal: AbortSignal | undefined,
): Promise<GenerationProgress> {
  const generation = await transport.json(generationShape, { path: routes.generation(id), signal })
  if (generation.id !== id) throw badResponse(generation.id)
  return generation
}
