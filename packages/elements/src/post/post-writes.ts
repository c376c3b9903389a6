import { isFeedError } from '@ai-feed/core'
import type { FeedError, Submission } from '@ai-feed/core'
import type { ReactiveControllerHost } from 'lit'

/** What is being done to the posts of an element and is not confirmed yet. */
export class PostWrites {
  readonly #host: ReactiveControllerHost
  readonly #onFailure: (postId: string, error: FeedError) => void
  readonly #counts = new Map<string, number>()

  constructor(host: ReactiveControllerHost, onFailure: (postId: string, error: FeedError) => void) {
    this.#host = host
    this.#onFailure = onFailure
  }

  isWriting(postId: string): boolean {
    return this.#counts.has(postId)
  }

  /** Does something to a post and follows it to the server's answer. Never rejects.
   *  @param onFailure instead of what is done when anything fails */
  async run(
    postId: string,
    send: () => Promise<Submission<unknown>> | undefined,
    onDone: () => void,
    onFailure = (error: FeedError): void => this.#onFailure(postId, error),
  ): Promise<void> {
    this.#count(postId, 1)
    try {
      const submission = await send()
      await submission?.done
      if (submission) onDone()
    } catch (error) {
      if (isFeedError(error)) onFailure(error)
    } finally {
      this.#count(postId, -1)
    }
  }

  #count(postId: string, step: 1 | -1): void {
    const count = (this.#counts.get(postId) ?? 0) + step
    if (count > 0) this.#counts.set(postId, count)
    else this.#counts.delete(postId)
    this.#host.requestUpdate()
  }
}
