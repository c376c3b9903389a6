import type { Feed, FeedSnapshot, Post, PostSnapshot } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { each } from '../reactive/each.js'
import type { ClientController, ClientHost } from '../reactive/client-controller.js'
import { StoreController } from '../reactive/store-controller.js'
import { errorSentence } from '../error-sentence.js'
import { focusAfter } from './focus-after.js'
import { Lineage } from './lineage.js'
import { noticeTemplate, retryButton, skeletonTemplate } from './notice-template.js'
import type { PostContext } from './post-context.js'
import { postTemplate } from './post-template.js'

/** A post with its comments and a place to write one. Follows both stores until `dispose`. */
export class Thread implements ReactiveController {
  readonly postId: string
  readonly #host: ClientHost
  readonly #desk: ClientController
  readonly #post: StoreController<PostSnapshot>
  readonly #comments: StoreController<FeedSnapshot>
  readonly #lineage: Lineage
  #feed: Feed | undefined
  #isFocusWanted = false

  constructor(host: ClientHost, desk: ClientController, postId: string) {
    this.postId = postId
    this.#host = host
    this.#desk = desk
    this.#post = new StoreController<PostSnapshot>(host)
    this.#comments = new StoreController<FeedSnapshot>(host)
    this.#lineage = new Lineage(host, desk)
    host.addController(this)
    this.hostUpdate()
  }

  hostUpdate(): void {
    const { client } = this.#desk
    this.#feed = client?.feed(`comments:${this.postId}`, { incoming: 'prepend' })
    this.#post.store = client?.post(this.postId)
    this.#comments.store = this.#feed
    this.#lineage.follow(this.#post.value?.post)
  }

  hostUpdated(): void {
    if (this.#isFocusWanted && this.focusComposer()) this.#isFocusWanted = false
    if (!this.#lineage.reveal()) return
    // It came in above the place where somebody has just begun to write.
    const composer = this.#composer
    if (composer?.matches(':focus-within')) composer.scrollIntoView({ block: 'nearest' })
  }

  /** Puts the cursor where a comment is written, as soon as that is drawn. */
  focusComposerSoon(): void {
    this.#isFocusWanted = true
    this.#host.requestUpdate()
  }

  /** Stops following; the thread is not drawn again. */
  dispose(): void {
    for (const controller of [this, this.#post, this.#comments]) this.#host.removeController(controller)
    this.#post.hostDisconnected()
    this.#comments.hostDisconnected()
    this.#lineage.dispose()
  }

  findPost(id: string): Post | undefined {
    const head = this.#post.value?.post
    if (head?.id === id) return head
    return this.#comments.value?.items.find(({ post }) => post.id === id)?.post ?? this.#lineage.findPost(id)
  }

  /** Puts the cursor where a comment is written. @returns false when there is no such place */
  focusComposer(): boolean {
    const composer = this.#composer
    composer?.focus()
    return composer !== null
  }

  get #composer(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`ai-composer[comment-on="${CSS.escape(this.postId)}"]`)
  }

  /** @param head drawn instead of the post of the store until that is there */
  template(context: PostContext, head?: Post): TemplateResult {
    const snapshot = this.#post.value
    const post = snapshot?.post ?? head
    if (post) return html`${postTemplate(post, context, { form: 'head', isFirst: true })}${this.#below(post, context)}`
    if (!snapshot?.error) return skeletonTemplate(1)
    const strings = this.#desk.allStrings
    const isGone = ['not_found', 'gone'].includes(snapshot.error.code)
    return noticeTemplate({
      title: isGone ? strings.postMissing : strings.failedTitle,
      text: isGone ? undefined : errorSentence(snapshot.error.code, strings),
      button: isGone
        ? undefined
        : retryButton(strings, () => void this.#desk.client?.loadPost(this.postId).catch(ignoreFailure)),
    })
  }

  #below(post: Post, context: PostContext): TemplateResult {
    const comments = this.#comments.value
    const canComment = post.viewer ? post.viewer.canComment : post.commentPolicy !== 'nobody'
    const hasComments = comments !== undefined && comments.items.length + comments.pending.length > 0
    return html`
      ${this.#lineage.template(post, context)}
      ${
        canComment && !context.isReadOnly
          ? html`<ai-composer
              class="bare in-thread"
              .place=${'thread'}
              modes="upload"
              comment-on=${post.id}
              lang=${this.#desk.language}
              .client=${this.#desk.client}
              .strings=${this.#host.strings}
              @ai-composer-queued=${({ entryId }: { entryId: string }) => this.#reveal(`[data-entry="${CSS.escape(entryId)}"]`)}
              @ai-composer-posted=${({ post: { id } }: { post: Post }) => this.#reveal(`.comment[data-post="${CSS.escape(id)}"]`)}
            ></ai-composer>`
          : nothing
      }
      <div
        role=${hasComments ? 'feed' : nothing}
        aria-label=${hasComments ? this.#desk.allStrings.commentsTitle : nothing}
        aria-busy=${comments?.activity !== 'idle'}
      >
        ${each(
          comments?.items ?? [],
          ({ key }) => key,
          (item, index) => postTemplate(item.post, context, { form: 'comment', position: index + 1 }),
        )}
        ${context.parts?.pending(comments?.pending ?? [], context.user)}
      </div>
      ${this.#end(comments)}
    `
  }

  /** Brings what somebody has just said into sight. */
  async #reveal(selector: string): Promise<void> {
    await this.#host.updateComplete
    this.#host.renderRoot.querySelector(selector)?.scrollIntoView({ block: 'nearest' })
  }

  #end(comments: FeedSnapshot | undefined): TemplateResult {
    const strings = this.#desk.allStrings
    if (comments?.error) {
      const again = (event: Event): void =>
        comments.items.length > 0 ? this.#more(event) : void this.#feed?.refresh().catch(ignoreFailure)
      return noticeTemplate({ title: errorSentence(comments.error.code, strings), button: retryButton(strings, again) })
    }
    if (comments && comments.items.length === 0 && comments.pending.length === 0 && comments.source === 'network') {
      return html`<p class="end quiet">${strings.emptyComments}</p>`
    }
    if (!comments?.hasMore) return html``
    const isIdle = comments.activity === 'idle'
    return html`<p class="end">
      <button type="button" class="ghost" part="more-button" ?disabled=${!isIdle} @click=${this.#more}>
        ${isIdle ? strings.loadMore : strings.loadingMore}
      </button>
    </p>`
  }

  readonly #more = ({ currentTarget }: Event): void => {
    const first = (this.#comments.value?.items.length ?? 0) + 1
    void focusAfter(
      { host: this.#host, button: currentTarget as HTMLElement },
      async () => this.#feed?.loadMore().catch(ignoreFailure),
      [`.comment[aria-posinset="${first}"]`, '.notice button', '.comment:last-of-type'],
    )
  }
}

/** The store carries the error, and it is drawn from there. */
function ignoreFailure(): void {}
