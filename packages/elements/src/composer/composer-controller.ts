import { FeedError, isFeedError } from '@ai-feed/core'
import type { FeedClient, OutboxEntry, Post, PostDraft, Submission } from '@ai-feed/core'
import type { ReactiveController } from 'lit'
import { isTooLong, maxPictures, nothingWritten, toDraft } from './composer-draft.js'
import type { Defaults, DraftTargets, Written } from './composer-draft.js'
import {
  AiComposerFailedEvent,
  AiComposerPostEvent,
  AiComposerPostedEvent,
  AiComposerQueuedEvent,
  AiComposerRefusedEvent,
} from './composer-events.js'
import type { ComposerHost } from './composer-host.js'
import { Painter } from './painter.js'
import { readPictures, type FileComplaint } from './read-pictures.js'
import { transition, type ComposerEvent, type ComposerState } from './composer-state.js'

/** Holds what is written and what is being done with it: painting, posting, waiting. */
export class ComposerController implements ReactiveController {
  readonly #host: ComposerHost
  readonly #getClient: () => FeedClient | undefined
  readonly #signIn: () => Promise<boolean>
  /** Asks for pictures, and follows those that were asked for. */
  readonly painter: Painter
  /** What the signed-in author wants of new posts. */
  defaults: Defaults
  /** The sizes that the server paints, once they are known. */
  sizes: readonly string[] | undefined
  #state: ComposerState = { status: 'writing' }
  #written: Written = nothingWritten
  #entryId: string | undefined
  #complaint: FileComplaint | undefined
  /** A post is being made: signed in for, then stored. */
  #isTaken = false
  /** What was written is made ready and stored, which takes a while with large pictures. */
  isStoring = false
  /** Files that are being looked at. What was chosen before a reset is not wanted after it. */
  #looks = new Set<readonly Blob[]>()
  #again: () => Promise<void> = () => this.generate()

  /** @param signIn sees to it that somebody is signed in; false when that was called off */
  constructor(host: ComposerHost, getClient: () => FeedClient | undefined, signIn: () => Promise<boolean>) {
    this.#host = host
    this.#getClient = getClient
    this.#signIn = signIn
    this.painter = new Painter({
      host,
      getClient,
      getState: () => this.#state,
      apply: (event) => this.#apply(event),
      take: (media) => this.#takePainted(media),
      isSignedIn: () => this.#signedIn(),
      fail: (error) => this.#fail(error),
    })
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

  /** Whether files that were chosen are being looked at: nothing is posted without them. */
  get isReading(): boolean {
    return this.#looks.size > 0
  }

  /** Whether there is something to post. */
  get isPostable(): boolean {
    const { text, files, chosen } = this.#written
    return !this.isReading && (text.trim() !== '' || files.length > 0 || chosen.length > 0)
  }

  write(change: Partial<Written>): void {
    this.#written = { ...this.#written, ...change }
    this.#complaint = undefined
    const isOver = ['posted', 'canceled', 'refused'].includes(this.#state.status)
    if (isOver || (this.#state.status === 'failed' && !this.#state.entryId)) this.#apply({ type: 'write' })
    this.#host.requestUpdate()
  }

  /** Takes one painted picture into the post beside the others, or out of it. The last one lets all of them go. */
  toggle(id: string): void {
    const { chosen, files } = this.#written
    if (!chosen.includes(id)) {
      if (chosen.length + files.length < maxPictures) return this.write({ chosen: [...chosen, id] })
      this.#complaint = 'number'
      return this.#host.requestUpdate()
    }
    if (chosen.length > 1) return this.write({ chosen: chosen.filter((other) => other !== id) })
    this.painter.forget()
    this.write({ painted: [], chosen: [], alts: {} })
    this.goBack()
  }

  /** Goes back to writing; everything stays. */
  goBack(): void {
    this.#apply({ type: 'write' })
  }

  reset(): void {
    this.cancel()
    this.painter.forget()
    this.#entryId = undefined
    this.#written = nothingWritten
    this.#state = { status: 'writing' }
    this.#complaint = undefined
    this.#looks = new Set()
    this.#host.remixOf = ''
    if (this.#host.place !== 'thread') this.#host.commentOn = this.#host.quoteOf = ''
    this.#host.requestUpdate()
  }

  cancel(): void {
    this.painter.cancel()
  }

  /** Takes the files that are pictures and that find room; `complaint` says why others are not here.
   *  @param reader what tells whether a file is a picture that can be shown, once it is loaded */
  async addFiles(files: readonly Blob[], reader: Promise<(file: Blob) => Promise<boolean>>): Promise<void> {
    const looks = this.#looks.add(files)
    this.#host.requestUpdate()
    const { pictures, complaint } = await readPictures(files, reader)
    looks.delete(files)
    if (looks !== this.#looks) return
    const room = maxPictures - this.#written.files.length - this.#written.chosen.length
    this.write({ files: [...this.#written.files, ...pictures.slice(0, room).map((file) => ({ file, alt: '' }))] })
    this.#complaint = pictures.length > room ? 'number' : complaint
  }

  /** Call inside a click: it may open the sign-in window. */
  async generate(): Promise<void> {
    if (this.#state.status === 'generating') return
    this.#again = () => this.generate()
    const wanted = this.#written.size || this.#host.size
    await this.painter.generate(this.#written, this.sizes?.includes(wanted) === false ? '' : wanted)
  }

  /** Call inside a click: it may open the sign-in window. */
  async post(targets: DraftTargets): Promise<void> {
    const client = this.#getClient()
    // A click more while this one is being stored is no other post. One that is stored and waits keeps nobody from the next.
    if (!client || !this.isPostable || this.#isTaken || this.#state.status === 'generating') return
    this.#again = () => this.post(targets)
    if (isTooLong(this.#written)) return this.#fail(new FeedError('invalid_field', 'the text is too long'))
    const sent = this.#written
    const draft = toDraft(sent, targets, this.defaults)
    if (!this.#host.dispatchEvent(new AiComposerPostEvent(draft))) return
    try {
      const submission = await this.#store(client, draft)
      if (!submission) return
      // What somebody has changed meanwhile is not posted, and stays.
      if (this.#written === sent && !this.isReading) this.reset()
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

  async #store(client: FeedClient, draft: PostDraft): Promise<Submission<Post> | undefined> {
    this.#isTaken = true
    try {
      if (navigator.onLine && !(await this.#signedIn())) return undefined
      this.isStoring = true
      this.#host.requestUpdate()
      return await client.createPost(draft)
    } finally {
      this.isStoring = this.#isTaken = false
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
    await this.#getClient()?.outbox.retry(entryId).catch(ignoreGone)
  }

  async discard(): Promise<void> {
    const entryId = this.#state.status === 'failed' ? this.#state.entryId : undefined
    this.goBack()
    if (entryId) await this.#getClient()?.outbox.discard(entryId).catch(ignoreGone)
  }

  hostDisconnected(): void {
    // An element that is moved leaves and enters in one task.
    queueMicrotask(() => this.#host.isConnected || this.cancel())
  }

  async #follow(submission: Submission<Post>): Promise<void> {
    try {
      const post = await submission.done
      if (this.#entryId === submission.id) this.#apply({ type: 'posted' })
      await this.#host.updateComplete
      this.#host.dispatchEvent(new AiComposerPostedEvent(post))
    } catch (error) {
      if (isFeedError(error)) await this.#fail(error, submission.id)
    }
  }

  #takePainted(painted: Written['painted']): void {
    const [first] = painted
    const known = this.#written.chosen.filter((id) => painted.some((media) => media.id === id))
    this.write({ painted, chosen: known.length > 0 || !first ? known : [first.id] })
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

function ignoreGone(): void {} // It has left the outbox meanwhile: its submission tells how it ended.
