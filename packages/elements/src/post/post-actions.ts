import { isFeedError } from '@ai-feed/core'
import type { FeedClient, FeedError } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { findComposer, loadOverlay } from '../client-registry.js'
import type { ComposeIntent } from '../client-registry.js'
import type { ClientHost } from '../reactive/client-controller.js'
import { SignInWaiting } from '../reactive/sign-in-waiting.js'
import { errorSentence } from '../error-sentence.js'
import { copyLink } from './copy-link.js'
import { fullTime, shortCount, shortDate } from './intl-formats.js'
import type { Overlay } from './overlay.js'
import { isEditable, pendingTemplate } from './pending-template.js'
import type { PostContext, PostParts } from './post-context.js'
import type { PostDesk } from './post-desk.js'
import {
  AiPostCommentEvent,
  AiPostDeletedEvent,
  AiPostFailedEvent,
  AiPostLikeEvent,
  AiPostLikedEvent,
  AiPostOpenEvent,
  AiPostRemixEvent,
} from './post-events.js'
import { PostMenu } from './post-menu.js'
import { PostWrites } from './post-writes.js'
import { thumbhash } from './thumbhash.js'

/** Does what the buttons of posts say. The element puts `onClick` and `onKeydown` on one node around all of them. */
export class PostActions implements ReactiveController {
  readonly #host: ClientHost
  readonly #options: PostDesk
  readonly #uncovered = new Set<string>()
  readonly #writes: PostWrites
  /** Signs in for what needs it. */
  readonly signIn: SignInWaiting
  readonly #menu: PostMenu
  #overlay: Overlay | undefined

  constructor(host: ClientHost, options: PostDesk) {
    this.#host = host
    this.#options = options
    this.#menu = new PostMenu(host)
    this.#writes = new PostWrites(host, (postId, error) => this.#fail(postId, error))
    this.signIn = new SignInWaiting(host, options.desk)
    host.addController(this)
  }

  /** The finer parts of posts, as they are now. */
  get parts(): PostParts {
    const { desk } = this.#options
    return {
      thumbhash,
      shortDate,
      fullTime,
      shortCount,
      menu: (post, context) => this.#menu.template(post, context, desk.allStrings),
      pending: (entry, { user }) => pendingTemplate(entry, user, desk.allStrings),
      isUncovered: (postId) => this.#uncovered.has(postId),
    }
  }

  /** What lies over the posts: dialogs with a thread, a provenance panel, a composer. */
  overlay(context: PostContext): TemplateResult {
    const asking = this.signIn.isOwn ? html`<div class="asking card">${this.signIn.template()}</div>` : undefined
    return html`${this.#overlay?.template(context, asking)}${this.#overlay?.isOpen ? nothing : asking}`
  }

  /** Tells whether something that was done to a post is not confirmed yet. */
  isWriting(postId: string): boolean {
    return this.#writes.isWriting(postId)
  }

  hostDisconnected(): void {
    this.#menu.close()
    this.#overlay?.closeAll()
  }

  /** Does what a click on something in a post means. */
  click(target: Element): void {
    const button = target.closest<HTMLElement>('[data-action]')
    if (!target.closest('.menu') && button?.dataset['action'] !== 'menu') this.#menu.close()
    const article = target.closest<HTMLElement>('[data-post],[data-entry]')
    if (!article) return
    const entryId = article.dataset['entry']
    const action = button?.dataset['action']
    if (entryId) return void this.#handleEntry(entryId, action)
    const postId = article.dataset['post'] ?? ''
    if (action) return this.#handle(action, postId, button)
    const isPlain = !target.closest('a,button,input,textarea,.menu') && document.getSelection()?.isCollapsed !== false
    if (isPlain && article.classList.contains('row')) this.open(postId)
  }

  /** Does what a key means: those of the menu, and Enter opens the post that has the focus. @returns whether it did */
  keydown(event: KeyboardEvent, target: HTMLElement): boolean {
    if (this.#menu.keydown(event, target)) return true
    const postId = target.dataset['post']
    if (event.key !== 'Enter' || !postId || !target.classList.contains('row')) return false
    this.open(postId)
    return true
  }

  /** Opens a post with its comments, unless the page does so itself. */
  open(postId: string): void {
    if (this.#host.dispatchEvent(new AiPostOpenEvent(postId))) void this.#over((overlay) => overlay.openThread(postId))
  }

  #handle(action: string, postId: string, button: HTMLElement): void {
    const { desk } = this.#options
    switch (action) {
      case 'open':
        return this.open(button.dataset['target'] ?? postId)
      case 'provenance':
        return void this.#over((overlay) => overlay.openProvenance(postId, Number(button.dataset['picture'])))
      case 'like':
        return void this.#like(postId, button.getAttribute('aria-pressed') !== 'true')
      case 'remix':
        return void this.#remix(postId)
      case 'comment':
        return this.#comment(postId)
      case 'menu':
        return this.#menu.toggle(postId)
      case 'close-menu':
        return this.#menu.close(true)
      case 'delete':
        return this.#menu.confirm(postId)
      case 'delete-for-good':
        this.#menu.close()
        return void this.#writes.run(
          postId,
          () => desk.client?.deletePost(postId),
          () => {
            this.#options.announcer.say(desk.allStrings.deleted)
            this.#host.dispatchEvent(new AiPostDeletedEvent(postId))
          },
        )
      case 'uncover':
        this.#uncovered.add(postId)
        return this.#host.requestUpdate()
      case 'copy-link':
        return void this.#copyLink(postId)
      default:
    }
  }

  async #handleEntry(id: string, action: string | undefined): Promise<void> {
    const { client } = this.#options.desk
    if (action === 'retry-entry') await client?.outbox.retry(id)
    if (action === 'discard-entry') await client?.outbox.discard(id)
    if (action === 'edit-entry') await this.#editEntry(id)
  }

  /** Brings a post that was refused back into a composer. It leaves the outbox once it is there. */
  async #editEntry(id: string): Promise<void> {
    const { client } = this.#options.desk
    const entry = client?.outbox.getSnapshot().find((other) => other.id === id)
    if (!client || !entry?.draft || !isEditable(entry)) return
    const { draft } = entry
    const intent = { draft, ...(draft.commentOn && { commentOn: draft.commentOn }) }
    await this.#compose(client, intent)
    await client.outbox.discard(id)
  }

  async #like(postId: string, on: boolean): Promise<void> {
    if (!this.#host.dispatchEvent(new AiPostLikeEvent(postId, on))) return
    if (!(await this.#signedIn(postId))) return
    await this.#writes.run(
      postId,
      () => this.#options.desk.client?.setLiked(postId, on),
      () => this.#host.dispatchEvent(new AiPostLikedEvent(postId, on)),
    )
  }

  /** Opens the thread with the cursor where a comment is written; signing in can wait until it is posted. */
  #comment(postId: string): void {
    if (!this.#host.dispatchEvent(new AiPostCommentEvent(postId))) return
    if (this.#options.commentHere?.(postId) && this.#overlay?.isOpen !== true) return
    void this.#over((overlay) => overlay.openThread(postId, true))
  }

  async #remix(postId: string): Promise<void> {
    const { client } = this.#options.desk
    if (!this.#host.dispatchEvent(new AiPostRemixEvent(postId))) return
    if (client && (await this.#signedIn(postId))) await this.#compose(client, { remixOf: postId })
  }

  /** Gives an intent to the page's composer, or to one in a dialog where there is none or where it holds work. */
  async #compose(client: FeedClient, intent: ComposeIntent): Promise<void> {
    const composer = intent.commentOn ? undefined : findComposer(client)
    if (!composer || composer.hasWork) return this.#over((overlay) => overlay.openComposer(intent))
    this.#overlay?.closeAll()
    composer.compose(intent)
  }

  /** Signs in first where that is needed. */
  async #signedIn(postId: string): Promise<boolean> {
    const { client } = this.#options.desk
    if (!client) return false
    try {
      return await this.signIn.ensure()
    } catch (error) {
      if (isFeedError(error)) this.#fail(postId, error)
      return false
    }
  }

  #fail(postId: string, error: FeedError): void {
    this.#options.announcer.say(errorSentence(error.code, this.#options.desk.allStrings))
    this.#host.dispatchEvent(new AiPostFailedEvent(postId, error))
  }

  async #copyLink(postId: string): Promise<void> {
    this.#menu.close(true)
    if (await copyLink(postId)) this.#options.announcer.say(this.#options.desk.allStrings.linkCopied)
  }

  async #over(open: (overlay: Overlay) => void): Promise<void> {
    if (!this.#overlay) {
      try {
        const [{ Overlay }] = await Promise.all([loadOverlay(), this.#options.desk.loadAllStrings()])
        this.#overlay ??= new Overlay(this.#host, this.#options)
      } catch {
        // The chunk did not arrive.
        return this.#options.announcer.say(this.#options.desk.strings.codeMissing)
      }
    }
    open(this.#overlay)
  }
}
