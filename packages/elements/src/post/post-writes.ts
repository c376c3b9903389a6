import { isFeedError } from '@ai-feed/core'
import type { FeedError, Outbox, OutboxEntry, Submission } from '@ai-feed/core'
import type { ReactiveControllerHost } from 'lit'

/** Whom writes tell what becomes of them. */
export interface WriteListener {
  readonly outbox: Outbox | undefined
  /** It did not happen. */
  onFailure(postId: string, error: FeedError): void
  /** It comes later; the entry says why. */
  onDelay(entry: OutboxEntry): void
}

/** What is being done to the posts of an element and is not confirmed yet. */
export class PostWrites {
  readonly #host: ReactiveControllerHost
  readonly #listener: WriteListener
  readonly #counts = new Map<string, number>()

  constructor(host: ReactiveControllerHost, listener: WriteListener) {
    this.#host = host
    this.#listener = listener
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
    onFailure = (error: FeedError): void => this.#listener.onFailure(postId, error),
  ): Promise<void> {
    this.#count(postId, 1)
    let unfollow: (() => void) | undefined
    try {
      const submission = await send()
      unfollow = submission && this.#follow(submission.id)
      await submission?.done
      if (submission) onDone()
    } catch (error) {
      if (isFeedError(error)) onFailure(error)
    } finally {
      unfollow?.()
      this.#count(postId, -1)
    }
  }

  /** Tells once that a write waits for more than its turn. @returns how to stop */
  #follow(id: string): (() => void) | undefined {
    const { outbox } = this.#listener
    let isTold = false
    const look = (): void => {
      const entry = outbox?.getSnapshot().find((other) => other.id === id)
      if (isTold || !entry || !isDelayed(entry)) return
      isTold = true
      this.#listener.onDelay(entry)
    }
    look()
    return outbox?.subscribe(look)
  }

  #count(postId: string, step: 1 | -1): void {
    const count = (this.#counts.get(postId) ?? 0) + step
    if (count > 0) this.#counts.set(postId, count)
    else this.#counts.delete(postId)
    this.#host.requestUpdate()
  }
}

function isDelayed({ status, waitingFor, retryAtMs }: OutboxEntry): boolean {
  return status === 'waiting' && (waitingFor === 'network' || waitingFor === 'sign-in' || retryAtMs !== undefined)
}
