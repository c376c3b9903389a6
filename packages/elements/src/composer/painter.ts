import { isFeedError } from '@ai-feed/core'
import type { GenerationEvent, GenerationRequest } from '@ai-feed/core'
import {
  AiComposerCanceledEvent,
  AiComposerFailedEvent,
  AiComposerGeneratedEvent,
  AiComposerRefusedEvent,
} from './composer-events.js'
import type { PaintedGeneration } from './composer-controller.js'
import type { TaskPorts } from './task-ports.js'

/** Asks for the pictures of a composer, follows them, and says in events what becomes of them. */
export class Painter {
  readonly #ports: TaskPorts
  #controller: AbortController | undefined
  #isFollowing = false
  #isAway = false
  /** Pictures are being painted that are not followed any more: another try follows them. */
  isCut = false
  /** Those whose pictures are here while others are painted: they stay, unless the others take their place. */
  #before: PaintedGeneration | undefined

  constructor(ports: TaskPorts) {
    this.#ports = ports
  }

  async generate(request: GenerationRequest): Promise<void> {
    const { client, composer } = this.#ports
    if (!client) return
    this.#before = composer.generation
    composer.generation = undefined
    await this.#follow((signal) => client.generate(request, { signal }), Date.now())
  }

  /** Follows pictures again. Those that the server no longer has are let go without a word. */
  async resume(): Promise<void> {
    if (this.#ports.state.status === 'generating') return
    const { client, composer } = this.#ports
    const { generation } = composer
    if (!client || !generation) return
    await this.#follow((signal) => client.resumeGeneration(generation.id, { signal }), generation.startedAtMs)
  }

  /** The composer has left the page. What is being painted is found again when it comes back, or another one in its place. */
  leave(): void {
    const { generation } = this.#ports.composer
    if (this.#isFollowing && generation && generation !== this.#before) this.#isAway = true
    else this.cancel()
  }

  /** The composer is in the page again. */
  comeBack(): void {
    if (!this.#isAway) return
    this.#isAway = false
    if (this.#isFollowing) return
    this.#ports.apply({ type: 'give-up' })
    void this.resume()
  }

  cancel(): void {
    this.#controller?.abort(new DOMException('canceled by the user', 'AbortError'))
  }

  async #follow(start: (signal: AbortSignal) => AsyncIterable<GenerationEvent>, startedAtMs: number): Promise<void> {
    const { apply, fail, composer } = this.#ports
    const resumed = composer.generation
    this.isCut = false
    this.#isFollowing = true
    apply({ type: 'start', atMs: startedAtMs })
    const { signal } = (this.#controller = new AbortController())
    try {
      for await (const event of start(signal)) {
        if (signal.aborted || this.#isAway) break
        composer.generation = { id: event.id, startedAtMs }
        await this.#onEvent(event)
      }
    } catch (error) {
      if (this.#isAway) return
      if (signal.aborted) return await this.#onEvent({ type: 'canceled', id: '' })
      if (resumed && isFeedError(error, 'not_found')) {
        composer.generation = undefined
        apply({ type: 'give-up' })
      } else {
        this.isCut = composer.generation !== undefined
        composer.generation ??= this.#before
        await fail(error)
      }
    } finally {
      this.#isFollowing = false
    }
  }

  async #onEvent(event: GenerationEvent): Promise<void> {
    const { host, composer, apply } = this.#ports
    const before = this.#ports.state
    apply(event)
    if (this.#ports.state === before) return
    if (event.type === 'succeeded') this.#take(event.media)
    else if (event.type !== 'queued' && event.type !== 'running' && event.type !== 'partial')
      composer.generation = this.#before
    await host.updateComplete
    if (event.type === 'succeeded') host.dispatchEvent(new AiComposerGeneratedEvent(event.media))
    if (event.type === 'canceled') host.dispatchEvent(new AiComposerCanceledEvent())
    if (event.type === 'failed') host.dispatchEvent(new AiComposerFailedEvent(event.error))
    if (event.type === 'refused') {
      host.dispatchEvent(new AiComposerRefusedEvent(event.stage, event.category, event.retryable))
    }
  }

  #take(painted: Extract<GenerationEvent, { type: 'succeeded' }>['media']): void {
    const { composer } = this.#ports
    const [first] = painted
    const known = composer.written.chosen.filter((id) => painted.some((media) => media.id === id))
    composer.write({ painted, chosen: known.length > 0 || !first ? known : [first.id] })
  }
}
