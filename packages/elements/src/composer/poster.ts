import { FeedError, isFeedError } from '@ai-feed/core'
import type { OutboxEntry, Post, PostDraft, Submission } from '@ai-feed/core'
import type { Written } from './composer-draft.js'
import { AiComposerPostedEvent, AiComposerQueuedEvent } from './composer-events.js'
import type { TaskPorts } from './task-ports.js'

/** Stores the post of a composer, follows it, and says in events what becomes of it. */
export class Poster {
  readonly #ports: TaskPorts
  #entryId: string | undefined
  /** What was written is made ready and stored, which takes a while with large pictures. */
  isStoring = false
  /** It cannot be stored before the browser is online: a part of the client is missing. */
  isWaiting = false

  constructor(ports: TaskPorts) {
    this.#ports = ports
  }

  /** Stores a post. What was written for it goes, unless it was changed meanwhile: what somebody changes after the click is
   *  another post. */
  async post(draft: PostDraft, sent: Written): Promise<void> {
    const { client, composer, host, apply, fail } = this.#ports
    if (!client) return
    this.isStoring = true
    host.requestUpdate()
    try {
      const submission = await this.#store(draft).finally(() => (this.isStoring = this.isWaiting = false))
      if (composer.written === sent && !composer.isReading) composer.reset()
      this.#entryId = submission.id
      apply({ type: 'store' })
      this.hear(client.outbox.getSnapshot())
      await host.updateComplete
      host.dispatchEvent(new AiComposerQueuedEvent(submission.id))
      await this.#follow(submission)
    } catch (error) {
      await fail(error, undefined, true)
    }
  }

  /** Hears what the outbox says about the post that is on its way. */
  hear(entries: readonly OutboxEntry[]): void {
    const entry = entries.find(({ id }) => id === this.#entryId)
    if (entry) this.#ports.apply({ type: 'entry', entry })
  }

  /** What an entry of the outbox would post. */
  draftOf(entryId: string | undefined): PostDraft | undefined {
    return this.#ports.client?.outbox.getSnapshot().find(({ id }) => id === entryId)?.draft
  }

  async retry(entryId: string): Promise<void> {
    this.#entryId = entryId
    this.#ports.apply({ type: 'store' })
    await this.#ports.client?.outbox.retry(entryId).catch(ignoreGone)
  }

  async discard(entryId: string): Promise<void> {
    await this.#ports.client?.outbox.discard(entryId).catch(ignoreGone)
  }

  forget(): void {
    this.#entryId = undefined
  }

  async #store(draft: PostDraft): Promise<Submission<Post>> {
    const { host, client } = this.#ports
    try {
      if (!client) throw new FeedError('offline', 'the composer has left the page')
      return await client.createPost(draft)
    } catch (error) {
      if (!isFeedError(error, 'offline') || navigator.onLine || !client) throw error
      this.isWaiting = true
      host.requestUpdate()
      await this.#ports.whenOnline()
      return this.#store(draft)
    }
  }

  async #follow(submission: Submission<Post>): Promise<void> {
    const { host, apply, fail } = this.#ports
    try {
      const post = await submission.done
      if (this.#entryId === submission.id) apply({ type: 'posted' })
      await host.updateComplete
      host.dispatchEvent(new AiComposerPostedEvent(post))
    } catch (error) {
      if (isFeedError(error)) await fail(error, submission.id)
    }
  }
}

function ignoreGone(): void {} // It has left the outbox meanwhile: its submission tells how it ended.
