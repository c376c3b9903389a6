import { generationShape, isFinal, routes, type GenerationProgress } from '@ai-feed/protocol'
import type { CallOptions, GenerateOptions } from '../feed-client.js'
import { FeedError, isFeedError } from '../feed-error.js'
import type { GenerationEvent, GenerationRequest } from '../generation-event.js'
import { errorOfGeneration } from '../http/read-problem.js'
import { abortable } from '../platform/abortable.js'
import { own } from '../platform/own.js'
import { tryAgain } from '../platform/try-again.js'
import { loadGeneration, watchGeneration, type GenerationStep, type WatchPorts } from './watch-generation.js'

/** What generating needs from its client. */
export interface GenerationPorts extends WatchPorts {
  /** Makes a key that the server has never seen. */
  readonly createKey: () => string
}

/** How often the one request is sent when answers get lost: the key makes it one generation. */
const maxTries = 4

/** Asks for pictures and follows them. Aborting cancels on the server, even if its answer was not there yet.
 *  @throws FeedError of the wire before there is a generation, or the signal's reason */
export async function* generate(
  ports: GenerationPorts,
  request: GenerationRequest,
  options?: GenerateOptions,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const { signal, onProgress } = own(options)
  if (own(request).reference !== undefined) {
    throw new FeedError('invalid_field', 'this server starts from a post (remixOf), not from a file')
  }
  signal?.throwIfAborted()
  const asked = startGeneration(ports, request)
  const generation = await abortable(asked, signal).catch((error: unknown) => {
    // What the server begins nevertheless is not wanted any more.
    if (signal?.aborted) asked.then(({ id }) => cancel(ports, id), ignore)
    throw error
  })
  for await (const event of follow(ports, generation, signal)) {
    onProgress?.(event)
    yield event
  }
}

/** Follows a generation that was asked for earlier, from its present state on. */
export async function* resumeGeneration(
  ports: GenerationPorts,
  id: string,
  options?: CallOptions,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const { signal } = own(options)
  yield* follow(ports, await loadGeneration(ports, id, signal), signal)
}

async function startGeneration(ports: GenerationPorts, request: GenerationRequest): Promise<GenerationProgress> {
  const { prompt, size, count: n, remixOf } = own(request)
  const json = { prompt, size, n, remixOf }
  const headers = { 'idempotency-key': ports.createKey() }
  return tryAgain(
    () => ports.transport.json(generationShape, { path: routes.generations(), method: 'POST', headers, json }),
    { most: maxTries, mayMend: isLostAnswer, clock: ports.clock },
  )
}

/** Only what may have reached the server is sent again; a refusal is told at once. */
function isLostAnswer(error: unknown): boolean {
  return (
    isFeedError(error) &&
    ['offline', 'timeout', 'bad_response', 'idempotency_in_progress', 'shutting_down', 'database_unavailable'].includes(
      error.code,
    )
  )
}

async function* follow(
  ports: GenerationPorts,
  start: GenerationProgress,
  signal: AbortSignal | undefined,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const { id } = start
  const onAbort = (): void => void cancel(ports, id)
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) onAbort()
  const shown = new Set<string>()
  const isFirst = (step: string): boolean => !shown.has(step) && shown.add(step) !== undefined
  const stepsOf = function* ({ status, previews }: GenerationStep): Generator<GenerationEvent> {
    // After `running`, a late `queued` says nothing new.
    const isLate = status === 'queued' && shown.has('running')
    if ((status === 'queued' || status === 'running') && !isLate && isFirst(status)) yield { type: status, id }
    for (const { variant, index, url } of previews) {
      if (isFirst(`${variant}:${index}`)) yield { type: 'partial', id, variant, index, url }
    }
  }
  try {
    signal?.throwIfAborted()
    yield* stepsOf(isFinal(start.status) ? { ...start, status: 'queued' } : start)
    let generation = start
    if (!isFinal(start.status)) {
      for await (const step of watchGeneration(ports, id, signal)) {
        yield* stepsOf(step)
        if ('id' in step) generation = step
      }
    }
    yield endOf(generation)
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

async function cancel({ transport }: GenerationPorts, id: string): Promise<void> {
  try {
    await transport.json(generationShape, { path: routes.generation(id), method: 'DELETE' })
  } catch {
    // The caller has left; what is painted nevertheless is only counted.
  }
}

function endOf({ id, status, media, error }: GenerationProgress): GenerationEvent {
  switch (status) {
    case 'succeeded':
      return { type: 'succeeded', id, media }
    case 'canceled':
      return { type: 'canceled', id }
    case 'refused': {
      const { stage = 'provider', category, retryable = false } = error ?? {}
      return { type: 'refused', id, stage, retryable, ...(category === undefined ? {} : { category }) }
    }
    default:
      return { type: 'failed', id, error: errorOfGeneration(error) }
  }
}

/** For a generation that never was. */
function ignore(): void {}
