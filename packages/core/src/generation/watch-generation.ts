import { eventShapes, generationShape, isFinal, routes, type GenerationProgress } from '@ai-feed/protocol'
import { readEventStream } from '../http/event-stream.js'
import type { Transport } from '../http/transport.js'
import type { Clock } from '../platform/clock.js'

/** What a stream of one generation needs. */
export interface WatchPorts {
  readonly transport: Transport
  readonly clock: Clock
}

/** What is known of a generation after a step. */
export type GenerationStep = Pick<GenerationProgress, 'status' | 'previews'>

/** The server pings each 15 s: a stream that is silent for this long is dead. */
const silenceMs = 40_000

/** Gives each step that the generation's own stream tells, until it is final or the stream ends. Never fails except by
 *  the signal: whoever follows asks afterwards how it stands. */
export async function* watchGeneration(
  ports: WatchPorts,
  id: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<GenerationStep, void, undefined> {
  const inner = new AbortController()
  const signals = AbortSignal.any([inner.signal, ...(signal === undefined ? [] : [signal])])
  let heardAtMs = ports.clock.now()
  let status: GenerationProgress['status'] = 'queued'
  try {
    const body = await ports.transport.send(
      { path: routes.generationEvents(id), headers: { accept: 'text/event-stream' }, signal: signals, timeoutMs: 0 },
      async (response) => response.body,
    )
    if (body === null) return
    const onActivity = (): void => {
      heardAtMs = ports.clock.now()
    }
    guardSilence(() => heardAtMs + silenceMs - ports.clock.now(), ports.clock, inner).catch(() => {
      // The stream has ended before its silence.
    })
    const events = readEventStream(body, { onActivity })
    // What happened between the request and its stream is in no event.
    const now = await loadGeneration(ports, id, signals)
    status = now.status
    yield now
    if (isFinal(status)) return
    for await (const { kind, data } of events) {
      if (kind === 'end') return
      if (kind === 'generation') status = eventShapes.generation(JSON.parse(data)).status
      if (isFinal(status)) return
      const preview = kind === 'generation.preview' ? [eventShapes['generation.preview'](JSON.parse(data))] : []
      yield { status, previews: preview }
    }
  } catch {
    signal?.throwIfAborted()
    // A stream that is cut or says rubbish is no failure of the generation.
  } finally {
    inner.abort()
  }
}

/** Loads the present state of a generation. */
export function loadGeneration(
  { transport }: WatchPorts,
  id: string,
  signal: AbortSignal | undefined,
): Promise<GenerationProgress> {
  return transport.json(generationShape, { path: routes.generation(id), signal })
}

async function guardSilence(leftMs: () => number, clock: Clock, stream: AbortController): Promise<void> {
  for (let ms = leftMs(); ms > 0; ms = leftMs()) await clock.wait(ms, stream.signal)
  stream.abort(new Error('the event stream is silent'))
}
