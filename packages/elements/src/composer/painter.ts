import { FeedError, isFeedError } from '@ai-feed/core'
import type { FeedClient, GenerationEvent, GenerationRequest, Media } from '@ai-feed/core'
import { countPrompt, maxPromptCharacters } from './composer-draft.js'
import type { Written } from './composer-draft.js'
import {
  AiComposerCanceledEvent,
  AiComposerFailedEvent,
  AiComposerGenerateEvent,
  AiComposerGeneratedEvent,
  AiComposerRefusedEvent,
} from './composer-events.js'
import type { ComposerHost } from './composer-host.js'
import type { ComposerEvent, ComposerState } from './composer-state.js'

/** What painting needs of the composer that it is done for. */
export interface PainterPorts {
  readonly host: ComposerHost
  readonly getClient: () => FeedClient | undefined
  readonly getState: () => ComposerState
  readonly apply: (event: ComposerEvent) => void
  readonly take: (media: readonly Media[]) => void
  /** Sees to it that somebody is signed in; false when that was called off. */
  readonly isSignedIn: () => Promise<boolean>
  readonly fail: (error: unknown) => Promise<void>
}

/** Pictures that were asked for. */
export interface PaintedGeneration {
  readonly id: string
  readonly startedAtMs: number
}

/** Asks for the pictures of a composer, follows them, and says in events what becomes of them. */
export class Painter {
  readonly #ports: PainterPorts
  #controller: AbortController | undefined
  #generation: PaintedGeneration | undefined

  constructor(ports: PainterPorts) {
    this.#ports = ports
  }

  /** The last pictures that were asked for, as long as the composer has them or waits for them. */
  get generation(): PaintedGeneration | undefined {
    return this.#generation
  }

  /** Call inside a click: it may open the sign-in window.
   *  @param size empty for the one that the server paints by itself */
  async generate(written: Written, size: string): Promise<void> {
    const { host, getClient, isSignedIn, fail } = this.#ports
    const client = getClient()
    const prompt = written.prompt.trim()
    if (!client || !prompt || countPrompt(prompt) > maxPromptCharacters) return
    if (!navigator.onLine) return fail(new FeedError('offline', 'generating needs a connection'))
    const { remixOf } = host
    const count = countOf(written, host)
    const request = { prompt, ...(size && { size }), count, ...(remixOf && { remixOf }) } satisfies GenerationRequest
    if (!host.dispatchEvent(new AiComposerGenerateEvent(request))) return
    if (!(await isSignedIn())) return
    this.forget()
    await this.#follow((signal) => client.generate(request, { signal }), Date.now())
  }

  /** Follows pictures again. Those that the server no longer has are let go without a word. */
  async resume(generation: PaintedGeneration): Promise<void> {
    const { getClient } = this.#ports
    const client = getClient()
    if (!client) return
    this.#generation = generation
    await this.#follow((signal) => client.resumeGeneration(generation.id, { signal }), generation.startedAtMs)
  }

  cancel(): void {
    this.#controller?.abort(new DOMException('canceled by the user', 'AbortError'))
  }

  forget(): void {
    this.#generation = undefined
  }

  async #follow(start: (signal: AbortSignal) => AsyncIterable<GenerationEvent>, startedAtMs: number): Promise<void> {
    const { apply, fail } = this.#ports
    const resumed = this.#generation
    apply({ type: 'start', atMs: startedAtMs })
    const { signal } = (this.#controller = new AbortController())
    try {
      for await (const event of start(signal)) {
        if (signal.aborted) break
        this.#generation = { id: event.id, startedAtMs }
        await this.#onEvent(event)
      }
    } catch (error) {
      if (signal.aborted) return this.#onEvent({ type: 'canceled', id: '' })
      if (resumed && isFeedError(error, 'not_found')) {
        this.forget()
        apply({ type: 'give-up' })
      } else await fail(error)
    }
  }

  async #onEvent(event: GenerationEvent): Promise<void> {
    const { host, getState, apply, take } = this.#ports
    const before = getState()
    apply(event)
    if (getState() === before) return
    if (event.type === 'succeeded') take(event.media)
    else if (event.type !== 'queued' && event.type !== 'running' && event.type !== 'partial') this.forget()
    await host.updateComplete
    if (event.type === 'succeeded') host.dispatchEvent(new AiComposerGeneratedEvent(event.media))
    if (event.type === 'canceled') host.dispatchEvent(new AiComposerCanceledEvent())
    if (event.type === 'failed') host.dispatchEvent(new AiComposerFailedEvent(event.error))
    if (event.type === 'refused') {
      host.dispatchEvent(new AiComposerRefusedEvent(event.stage, event.category, event.retryable))
    }
  }
}

/** How many pictures are asked for: what somebody chose, or what the element says, from 1 to 4. */
export function countOf({ count }: Pick<Written, 'count'>, host: { readonly count: number }): 1 | 2 | 3 | 4 {
  const wanted = count ?? host.count
  return wanted === 2 || wanted === 3 || wanted === 4 ? wanted : 1
}
