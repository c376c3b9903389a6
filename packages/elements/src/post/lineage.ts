import type { Feed, FeedId, FeedSnapshot, Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { ClientController, ClientHost } from '../reactive/client-controller.js'
import { StoreController } from '../reactive/store-controller.js'
import { displayName } from './avatar-template.js'
import { icons } from './icons.js'
import { thumbTemplate } from './picture-template.js'
import { coverReason } from './post-context.js'
import type { PostContext } from './post-context.js'

/** What a post was remixed from, step by step, and what was remixed from it. Asks the server only where there is something. */
export class Lineage {
  readonly #host: ClientHost
  readonly #desk: ClientController
  readonly #before: StoreController<FeedSnapshot>
  readonly #after: StoreController<FeedSnapshot>
  #stepCount = 0
  #seenCount = 0

  constructor(host: ClientHost, desk: ClientController) {
    this.#host = host
    this.#desk = desk
    this.#before = new StoreController<FeedSnapshot>(host)
    this.#after = new StoreController<FeedSnapshot>(host)
  }

  /** Follows the lineage of a post. Called before each drawing. */
  follow(post: Post | undefined): void {
    const feed = (id: FeedId): ReturnType<NonNullable<ClientController['client']>['feed']> | undefined =>
      this.#desk.client?.feed(id, { incoming: 'prepend' })
    this.#before.store = post?.remixOf ? feed(`lineage:${post.id}`) : undefined
    this.#after.store = post && post.counts.remixes > 0 ? feed(`remixes:${post.id}`) : undefined
  }

  /** Brings the post itself to the middle of the row when that has grown. @returns whether it has */
  reveal(): boolean {
    if (this.#stepCount === this.#seenCount) return false
    this.#seenCount = this.#stepCount
    for (const step of this.#host.renderRoot.querySelectorAll('.lineage [aria-current]')) {
      const row = step.closest('ol')
      const { left, width } = step.getBoundingClientRect()
      if (row) row.scrollLeft += left + width / 2 - row.getBoundingClientRect().left - row.clientWidth / 2
    }
    return true
  }

  dispose(): void {
    for (const store of [this.#before, this.#after]) {
      this.#host.removeController(store)
      store.hostDisconnected()
    }
  }

  findPost(id: string): Post | undefined {
    return [...postsOf(this.#before), ...postsOf(this.#after)].find((post) => post.id === id)
  }

  /** Draws it as a row of small pictures in the order in which they came to be. */
  template(post: Post, context: PostContext): TemplateResult | typeof nothing {
    const before = postsOf(this.#before).filter(({ id }) => id !== post.id)
    const after = postsOf(this.#after).toReversed()
    this.#stepCount = before.length + after.length
    if (this.#stepCount === 0) return nothing
    const { lineage } = this.#desk.allStrings
    return html`<nav class="lineage" data-post=${post.id} aria-label=${lineage}>
      <b>${icons.spark}${lineage}</b>
      <ol tabindex="-1">
        ${before.map((step) => stepTemplate(step, false, context))}${this.#moreTemplate(this.#before)}
        ${stepTemplate(post, true, context)}${this.#moreTemplate(this.#after)}
        ${after.map((step) => stepTemplate(step, false, context))}
      </ol>
    </nav>`
  }

  /** Draws what stands for the steps that are not loaded: those next to the post, on both sides. */
  #moreTemplate({ store, value }: StoreController<FeedSnapshot>): TemplateResult | typeof nothing {
    if (!value?.hasMore) return nothing
    const { loadMore } = this.#desk.allStrings
    const load = (): void => void (store as Feed).loadMore().catch(ignoreFailure)
    return html`<li>
      <button type="button" class="step" aria-label=${loadMore} title=${loadMore} @click=${load}>
        <span class="thumb">${icons.more}</span>
      </button>
    </li>`
  }
}

function stepTemplate(post: Post, isCurrent: boolean, context: PostContext): TemplateResult {
  const media = post.media[0]
  const reason = media && coverReason(post, context)
  const picture = html`${media ? thumbTemplate(media, context, reason) : html`<span class="thumb"></span>`}<bdi>@${post.author.handle}</bdi>${reason ? html`<small>${reason}</small>` : nothing}`
  return html`<li>
    ${
      isCurrent
        ? html`<span class="step" aria-current="true">${picture}</span>`
        : html`<button
            type="button"
            class="step"
            data-action="open"
            data-target=${post.id}
            title=${context.strings.openPost(displayName(post.author))}
          >
            ${picture}
          </button>`
    }
  </li>`
}

function postsOf({ value }: StoreController<FeedSnapshot>): readonly Post[] {
  return value?.items.map(({ post }) => post) ?? []
}

/** What did not load can be asked for again. */
function ignoreFailure(): void {}
