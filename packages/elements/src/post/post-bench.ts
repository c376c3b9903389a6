import { isFeedError } from '@ai-feed/core'
import type { FeedClient, FeedError, Outbox, OutboxEntry, Post } from '@ai-feed/core'
import { failureSentence } from '../error-sentence.js'
import type { ClientHost } from '../reactive/client-controller.js'
import { SignInWaiting } from '../reactive/sign-in-waiting.js'
import type { Strings } from '../strings.js'
import type { OverPosts } from './over-posts.js'
import type { PostDesk } from './post-desk.js'
import { AiPostFailedEvent } from './post-events.js'
import { pendingSentence } from './pending-template.js'
import { PostWrites } from './post-writes.js'
import type { WriteListener } from './post-writes.js'
import { Toast } from './toast.js'
import type { ToastButton } from './toast.js'

/** What the deeds of posts share: who signs in, what is on its way, what is said about it, what lies over the posts. */
export class PostBench implements WriteListener {
  readonly host: ClientHost
  readonly options: PostDesk
  readonly writes: PostWrites
  /** Signs in for what needs it. */
  readonly signIn: SignInWaiting
  readonly toast: Toast
  #overlay: OverPosts | undefined

  constructor(host: ClientHost, options: PostDesk) {
    this.host = host
    this.options = options
    this.writes = new PostWrites(host, this)
    this.signIn = new SignInWaiting(host, options.desk)
    this.toast = new Toast(host)
  }

  get client(): FeedClient | undefined {
    return this.options.desk.client
  }

  get strings(): Strings {
    return this.options.desk.allStrings
  }

  get outbox(): Outbox | undefined {
    return this.client?.outbox
  }

  /** What lies over the posts, if anything ever did. */
  get overlay(): OverPosts | undefined {
    return this.#overlay
  }

  findPost(id: string): Post | undefined {
    return this.#overlay?.findPost(id) ?? this.options.findPost(id)
  }

  /** Signs in first where that is needed. */
  async signedIn(postId: string): Promise<boolean> {
    if (!this.client) return false
    try {
      return await this.signIn.ensure()
    } catch (error) {
      if (isFeedError(error)) this.fail(postId, error)
      return false
    }
  }

  /** Shows and says something, with a button where there is something to do about it. */
  tell(sentence: string, button?: ToastButton): void {
    this.options.announcer.say(sentence)
    this.toast.show(sentence, button)
  }

  /** Shows and says that something did not happen. */
  fail(postId: string, error: FeedError, button?: ToastButton): void {
    this.tell(failureSentence(error, this.strings), button)
    this.host.dispatchEvent(new AiPostFailedEvent(postId, error))
  }

  onFailure(postId: string, error: FeedError): void {
    this.fail(postId, error)
  }

  onDelay(entry: OutboxEntry): void {
    this.tell(pendingSentence(entry, this.strings, Date.now()))
  }

  /** Opens something over the posts. */
  async over(open: (overlay: OverPosts) => void): Promise<void> {
    if (!this.#overlay) {
      try {
        const [{ Overlay }] = await Promise.all([import('./overlay.js'), this.options.desk.loadAllStrings()])
        this.#overlay ??= new Overlay(this.host, this)
      } catch {
        // The chunk did not arrive.
        return this.tell(this.options.desk.strings.codeMissing)
      }
    }
    open(this.#overlay)
  }
}
