import { isFeedError } from '@ai-feed/core'
import type { FeedError, Submission } from '@ai-feed/core'
import type { ReactiveController, TemplateResult } from 'lit'
import { findComposer, loadOverlay } from '../client-registry.js'
import type { ComposeIntent } from '../client-registry.js'
import type { ClientHost } from '../reactive/client-controller.js'
import { isSignedIn, signInFrom } from '../reactive/sign-in.js'
import { errorSentence } from '../strings.js'
import type { Overlay } from './overlay.js'
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
import type { PostContext } from './post-template.js'

/** Does what the buttons of posts say. The element puts `onClick` and `onKeydown` on one node around all of them. */
export class PostActions implements ReactiveController {
  readonly #host: ClientHost
  readonly #options: PostDesk
  #menu: { postId: string; isConfirming: boolean } | undefined
  #overlay: Overlay | undefined

  constructor(host: ClientHost, options: PostDesk) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  /** What posts of this element are drawn with. */
  context(isReadOnly: boolean): PostContext {
    const { desk } = this.#options
    const { session } = desk
    return {
      strings: desk.strings,
      language: desk.language,
      nowMs: Date.now(),
      isReadOnly,
      userId: 'user' in session ? session.user.id : undefined,
      menu: this.#menu,
    }
  }

  /** What lies over the posts: dialogs with a thread, a provenance panel, a composer. */
  overlay(context: PostContext): TemplateResult | undefined {
    return this.#overlay?.template(context)
  }

  hostDisconnected(): void {
    this.#menu = undefined
    this.#overlay?.closeAll()
  }

  readonly onClick = (event: Event): void => {
    const target = event.target as Element
    const button = target.closest<HTMLElement>('[data-action]')
    if (this.#menu && !target.closest('.menu') && button?.dataset['action'] !== 'menu') this.#setMenu(undefined)
    const article = target.closest<HTMLElement>('[data-post],[data-entry]')
    if (!article) return
    const entryId = article.dataset['entry']
    const action = button?.dataset['action']
    if (entryId) return void this.#handleEntry(entryId, action)
    const postId = article.dataset['post'] ?? ''
    if (action) return this.#handle(action, postId, button as HTMLElement)
    const isPlain = !target.closest('a,button,input,textarea,.menu') && document.getSelection()?.isCollapsed !== false
    if (isPlain && article.classList.contains('row')) this.open(postId)
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#menu) {
      event.stopPropagation()
      event.preventDefault()
      this.#focusMenuButton(this.#menu.postId)
      this.#setMenu(undefined)
    }
    const article = event.target as HTMLElement
    const postId = article.dataset['post']
    if (event.key === 'Enter' && postId && article.classList.contains('row')) this.open(postId)
  }

  /** Shows a picture that did not arrive as a sentence; listens in the capture phase, as `error` does not bubble. */
  readonly onImageError = {
    capture: true,
    handleEvent: (event: Event): void => {
      const figure = (event.target as Element).closest?.<HTMLElement>('.picture')
      if (figure) figure.dataset['broken'] = this.#options.desk.strings.pictureBroken
    },
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
        return void this.#compose(new AiPostRemixEvent(postId), { remixOf: postId })
      case 'comment':
        return void this.#compose(new AiPostCommentEvent(postId), { commentOn: postId })
      case 'menu':
        return this.#setMenu(this.#menu?.postId === postId ? undefined : { postId, isConfirming: false })
      case 'close-menu':
        this.#focusMenuButton(postId)
        return this.#setMenu(undefined)
      case 'delete':
        return this.#setMenu({ postId, isConfirming: true })
      case 'delete-for-good':
        this.#setMenu(undefined)
        return void this.#write(
          postId,
          () => desk.client?.deletePost(postId),
          () => {
            this.#options.announcer.say(desk.strings.deleted)
            this.#host.dispatchEvent(new AiPostDeletedEvent(postId))
          },
        )
      case 'copy-link':
        return void this.#copyLink(postId)
      default:
    }
  }

  async #handleEntry(id: string, action: string | undefined): Promise<void> {
    const outbox = this.#options.desk.client?.outbox
    if (action === 'retry-entry') await outbox?.retry(id)
    if (action === 'discard-entry') await outbox?.discard(id)
  }

  async #like(postId: string, on: boolean): Promise<void> {
    if (!this.#host.dispatchEvent(new AiPostLikeEvent(postId, on))) return
    if (!(await this.#signedIn(postId))) return
    await this.#write(
      postId,
      () => this.#options.desk.client?.setLiked(postId, on),
      () => this.#host.dispatchEvent(new AiPostLikedEvent(postId, on)),
    )
  }

  async #compose(event: Event & { postId: string }, intent: ComposeIntent): Promise<void> {
    if (!this.#host.dispatchEvent(event)) return
    if (!(await this.#signedIn(event.postId))) return
    const { client } = this.#options.desk
    const isOverlaid = this.#overlay?.isOpen === true
    if (isOverlaid && 'commentOn' in intent && this.#overlay?.focusComposer(intent.commentOn)) return
    const composer = client && findComposer(client)
    if (!composer) return this.#over((overlay) => overlay.openComposer(intent))
    this.#overlay?.closeAll()
    composer.compose(intent)
  }

  /** Signs in first where that is needed; called before anything is awaited, so that a window may open. */
  async #signedIn(postId: string): Promise<boolean> {
    const { client } = this.#options.desk
    if (!client) return false
    if (isSignedIn(client)) return true
    try {
      return Boolean(await signInFrom(this.#host, client))
    } catch (error) {
      if (isFeedError(error)) this.#fail(postId, error)
      return false
    }
  }

  async #write(
    postId: string,
    send: () => Promise<Submission<unknown>> | undefined,
    onDone: () => void,
  ): Promise<void> {
    try {
      const submission = await send()
      await submission?.done
      if (submission) onDone()
    } catch (error) {
      if (isFeedError(error)) this.#fail(postId, error)
    }
  }

  #fail(postId: string, error: FeedError): void {
    this.#options.announcer.say(errorSentence(error.code, this.#options.desk.strings))
    this.#host.dispatchEvent(new AiPostFailedEvent(postId, error))
  }

  async #copyLink(postId: string): Promise<void> {
    const url = new URL(location.href)
    url.hash = `ai-post-${postId}`
    this.#focusMenuButton(postId)
    this.#setMenu(undefined)
    try {
      await navigator.clipboard.writeText(url.href)
      this.#options.announcer.say(this.#options.desk.strings.linkCopied)
    } catch {
      // No permission, or no secure context: the browser has told the user itself.
    }
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

  #focusMenuButton(postId: string): void {
    const buttons = this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-action=menu][aria-expanded=true]')
    for (const button of buttons)
      if (button.closest<HTMLElement>('[data-post]')?.dataset['post'] === postId) button.focus()
  }

  #setMenu(menu: { postId: string; isConfirming: boolean } | undefined): void {
    this.#menu = menu
    this.#host.requestUpdate()
  }
}
