import type { ReactiveController } from 'lit'
import type { ClientHost } from '../reactive/client-controller.js'
import type { FeedController } from './feed-controller.js'

const shortestGapMs = 1_000
const longestGapMs = 60_000

/** Tries page one again by itself while the server cannot be reached or has no time, less and less often. The browser says when there is
 *  a network again; that a server is back nobody says. */
export class PatienceController implements ReactiveController {
  readonly #posts: FeedController
  #gapMs = shortestGapMs
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ClientHost, posts: FeedController) {
    this.#posts = posts
    host.addController(this)
  }

  hostUpdated(): void {
    const { error, source, activity } = this.#posts.snapshot
    // Where the server says when, the controller of the posts asks then.
    if (!error?.retryable || error.retryAfterMs !== undefined || source === 'network') return this.#end()
    if (activity === 'idle') this.#timer ??= setTimeout(() => this.#try(), this.#gapMs * (1 + Math.random() / 2))
  }

  hostDisconnected(): void {
    this.#end()
  }

  #try(): void {
    this.#timer = undefined
    this.#gapMs = Math.min(longestGapMs, this.#gapMs * 2)
    void this.#posts.retryQuietly()
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#gapMs = shortestGapMs
  }
}
