import { FeedError, isFeedError } from '@ai-feed/core'
import type { FeedClient, GenerationEvent, GenerationRequest, OutboxEntry, Post } from '@ai-feed/core'
import type { ReactiveController } from 'lit'
import type { ClientHost } from '../reactive/client-controller.js'
import { canRead } from '../post/local-picture.js'
import {
  countPrompt,
  maxPictures,
  maxPromptCharacters,
  nothingWritten,
  pictureTypes,
  toDraft,
  type DraftTargets,
  type Written,
} from './composer-draft.js'
import {
  AiComposerCanceledEvent,
  AiComposerFailedEvent,
  AiComposerGenerateEvent,
  AiComposerGeneratedEvent,
  AiComposerPostEvent,
  AiComposerPostedEvent,
  AiComposerQueuedEvent,
  AiComposerRefusedEvent,
} from './composer-events.js'
import { transition, type ComposerEvent, type ComposerState } from './composer-state.js'

/** The element around a composer. */
export interface ComposerHost extends ClientHost {
  remixOf: string
  commentOn: string
  quoteOf: string
  topic: string
  modes: string
  size: string
  count: number
  prompt: string
  label: string
  place: 'page' | 'thread' | 'dialog'
}

/** Why a file that was chosen is not taken. */
export type FileComplaint = 'type' | 'number' | 'unreadable'

/** Holds what is written and what is being done with it: painting, posting, waiting. */
export class ComposerController implements ReactiveController {
  readonly #host: ComposerHost
  readonly #getClient: () => FeedClient | undefined
  readonly #signIn: () => Promise<boolean>
  #state: ComposerState = { status: 'writing' }
  #written: Written = nothingWritten
  #painting: AbortController | undefined
  #entryId: string | undefined
  #complaint: FileComplaint | undefined
  #again: () => Promise<void> = () => this.generate()

  /** @param signIn sees to it that somebody is signed in; false when that was called off */
  constructor(host: ComposerHost, getClient: () => FeedClient | undefined, signIn: () => Promise<boolean>) {
    this.#host = host
    this.#getClient = getClient
    this.#signIn = signIn
    host.addController(this)
  }

  get state(): ComposerState {
    return this.#state
  }

  get written(): Written {
    return this.#written
  }

  /** Why the files that were chosen last are not all here. */
  get complaint(): FileComplaint | undefined {
    return this.#complaint
  }

  /** Whether there is something to post. */
  get isPostable(): boolean {
    const { text, files, painted } = this.#written
    return text.trim() !== '' || files.length > 0 || painted.length > 0
  }

  write(change: Partial<Written>): void {
    this.#written = { ...this.#written, ...change }
    this.#complaint = undefined
    const isOver = ['posted', 'canceled', 'refused'].includes(this.#state.status)
    if (isOver || (this.#state.status === 'failed' && !this.#state.entryId)) this.#apply({ type: 'write' })
    this.#host.requestUpdate()
  }

  choose(index: number): void {
    this.write({ chosen: index, alt: undefined })
  }

  /** Lets the painted pictures go. */
  dropPainted(): void {
    this.write({ painted: [], chosen: 0, alt: undefined })
    this.goBack()
  }

  /** Goes back to writing; everything stays. */
  goBack(): void {
    this.#apply({ type: 'write' })
  }

  reset(): void {
    this.cancel()
    this.#entryId = undefined
    this.#written = nothingWritten
    this.#state = { status: 'writing' }
    this.#complaint = undefined
    this.#host.remixOf = ''
    if (this.#host.place !== 'thread') this.#host.commentOn = this.#host.quoteOf = ''
    this.#host.requestUpdate()
  }

  cancel(): void {
    this.#painting?.abort(new DOMException('canceled by the user', 'AbortError'))
  }

  /** Takes the files that are pictures and that find room; `complaint` says why others are not here. */
  async addFiles(files: readonly Blob[]): Promise<void> {
    const named = files.filter(({ type }) => pictureTypes.includes(type))
    const isReadable = await Promise.all(named.map(canRead))
    const taken = named.filter((_, index) => isReadable[index])
    const room = maxPictures - this.#written.files.length - (this.#written.painted.length > 0 ? 1 : 0)
    this.write({ files: [...this.#written.files, ...taken.slice(0, room).map((file) => ({ file, alt: '' }))] })
    if (taken.length > room) this.#complaint = 'number'
    else if (taken.length < named.length) this.#complaint = 'unreadable'
    else if (named.length < files.length) this.#complaint = 'type'
  }

  /** Call inside a click: it may open the sign-in window. */
  async generate(): Promise<void> {
    const client = this.#getClient()
    const prompt = this.#written.prompt.trim()
    if (!client || !prompt || countPrompt(prompt) > maxPromptCharacters || this.#state.status === 'generating') return
    this.#again = () => this.generate()
    if (!navigator.onLine) return this.#fail(new FeedError('offline', 'generating needs a connection'))
    const size = this.#written.size || this.#host.size
    const count = [2, 3, 4].includes(this.#host.count) ? (this.#host.count as 2 | 3 | 4) : 1
    const { remixOf } = this.#host
    const request = { prompt, ...(size && { size }), count, ...(remixOf && { remixOf }) } satisfies GenerationRequest
    if (!this.#host.dispatchEvent(new AiComposerGenerateEvent(request))) return
    if (!(await this.#signedIn())) return
    this.#apply({ type: 'start', atMs: Date.now() })
    const painting = (this.#painting = new AbortController())
    try {
      for await (const event of client.generate(request, { signal: painting.signal })) await this.#onGeneration(event)
    } catch (error) {
      if (painting.signal.aborted) await this.#onGeneration({ type: 'canceled', id: '' })
      else await this.#fail(error)
    }
  }

  /** Call inside a click: it may open the sign-in window. */
  async post(targets: DraftTargets): Promise<void> {
    const client = this.#getClient()
    if (!client || !this.isPostable || ['generating', 'posting'].includes(this.#state.status)) return
    this.#again = () => this.post(targets)
    const draft = toDraft(this.#written, targets)
    if (!this.#host.dispatchEvent(new AiComposerPostEvent(draft))) return
    if (navigator.onLine && !(await this.#signedIn())) return
    try {
      const submission = await client.createPost(draft)
      this.reset()
      this.#entryId = submission.id
      this.#apply({ type: 'store' })
      this.onOutbox(client.outbox.getSnapshot())
      await this.#host.updateComplete
      this.#host.dispatchEvent(new AiComposerQueuedEvent(submission.id))
      await this.#follow(submission)
    } catch (error) {
      await this.#fail(error)
    }
  }

  /** Hears what the outbox says about the post that is on its way. */
  onOutbox(entries: readonly OutboxEntry[]): void {
    const entry = entries.find(({ id }) => id === this.#entryId)
    if (entry) this.#apply({ type: 'entry', entry })
  }

  async retry(): Promise<void> {
    const entryId = this.#state.status === 'failed' ? this.#state.entryId : undefined
    if (!entryId) return this.#again()
    this.#entryId = entryId
    this.#apply({ type: 'store' })
    await this.#getClient()?.outbox.retry(entryId)
  }

  async discard(): Promise<void> {
    const entryId = this.#state.status === 'failed' ? this.#state.entryId : undefined
    this.goBack()
    if (entryId) await this.#getClient()?.outbox.discard(entryId)
  }

  hostDisconnected(): void {
    // An element that is moved leaves and enters in one task.
    queueMicrotask(() => this.#host.isConnected || this.cancel())
  }

  async #follow(submission: { id: string; done: Promise<Post> }): Promise<void> {
    try {
      const post = await submission.done
      if (this.#entryId === submission.id) this.#apply({ type: 'posted' })
      await this.#host.updateComplete
      this.#host.dispatchEvent(new AiComposerPostedEvent(post))
    } catch (error) {
      if (isFeedError(error)) await this.#fail(error, submission.id)
    }
  }

  async #onGeneration(event: GenerationEvent): Promise<void> {
    const before = this.#state
    this.#apply(event)
    if (this.#state === before) return
    if (event.type === 'succeeded') this.write({ painted: event.media, chosen: 0, alt: undefined })
    await this.#host.updateComplete
    if (event.type === 'succeeded') this.#host.dispatchEvent(new AiComposerGeneratedEvent(event.media))
    if (event.type === 'canceled') this.#host.dispatchEvent(new AiComposerCanceledEvent())
    if (event.type === 'failed') this.#host.dispatchEvent(new AiComposerFailedEvent(event.error))
    if (event.type === 'refused') {
      this.#host.dispatchEvent(new AiComposerRefusedEvent(event.stage, event.category, event.retryable))
    }
  }

  async #fail(error: unknown, entryId?: string): Promise<void> {
    const told = isFeedError(error) ? error : new FeedError('internal', 'the composer failed', { cause: error })
    this.#apply({ type: 'error', error: told, ...(entryId && { entryId }) })
    await this.#host.updateComplete
    const isRefused = this.#state.status === 'refused'
    this.#host.dispatchEvent(
      isRefused ? new AiComposerRefusedEvent('prompt', undefined, false) : new AiComposerFailedEvent(told),
    )
  }

  async #signedIn(): Promise<boolean> {
    try {
      return await this.#signIn()
    } catch (error) {
      await this.#fail(error)
      return false
    }
  }

  #apply(event: ComposerEvent): void {
    this.#state = transition(this.#state, event)
    this.#host.requestUpdate()
  }
}
