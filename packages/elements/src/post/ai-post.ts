import type { FeedClient, FeedError, Post, PostSnapshot } from '@ai-feed/core'
import { LitElement, html } from 'lit'
import type { CSSResult, PropertyDeclarations, PropertyValues, TemplateResult } from 'lit'
import { Announcer } from '../reactive/announcer.js'
import { ClientController, clientProperties } from '../reactive/client-controller.js'
import { ClockController } from '../reactive/clock-controller.js'
import { setStates } from '../reactive/custom-states.js'
import { LanguageWatch } from '../reactive/language-watch.js'
import { LazyController } from '../reactive/lazy-controller.js'
import { StoreController } from '../reactive/store-controller.js'
import { errorSentence } from '../error-sentence.js'
import type { Strings } from '../strings.js'
import { tokens } from '../theme/tokens.styles.js'
import { noticeTemplate, retryButton, skeletonTemplate } from './notice-template.js'
import { laterPostStyles } from './later.styles.js'
import { markBroken } from './picture-template.js'
import { PostActions } from './post-actions.js'
import { coverReason, postContext } from './post-context.js'
import type { PostContext } from './post-context.js'
import { AiPostFailedEvent } from './post-events.js'
import type { PostProperties } from './post-properties.js'
import { postTemplate } from './post-template.js'
import { postStyles } from './post.styles.js'
import type { Thread } from './thread.js'

/** `<ai-post>`: one post, with its comments if `thread` is set. Draws with the template of all posts.
 *
 *  @slot empty - When there is no such post, or none was named.
 *  @slot error - When the post could not be loaded, in place of the reason and the button.
 *  @cssState loading - The post is on its way.
 *  @cssState pending - Something about it is on its way to the server.
 *  @cssState failed - The post could not be loaded.
 *  @cssState covered - Its pictures are covered until somebody wants to see them.
 *  @csspart post - A post; in a grid, a tile.
 *  @csspart avatar - The picture or the initial of whom a post is by.
 *  @csspart author - Their name.
 *  @csspart time - When it was published; a link to the post.
 *  @csspart text - What they wrote.
 *  @csspart image - A picture.
 *  @csspart prompt - What the picture was painted from.
 *  @csspart actions - The row of buttons below a post.
 *  @csspart comment-button - Opens the comments.
 *  @csspart repost-button - Reposts, or takes a repost back.
 *  @csspart like-button - Likes, or takes a like back.
 *  @csspart remix-button - Begins a picture made from this one.
 *  @csspart bookmark-button - Keeps the post for oneself.
 *  @csspart menu-button - Opens the menu of a post.
 *  @csspart menu - That menu.
 *  @csspart remix-source - Says what the picture was made from.
 *  @csspart dialog - What opens over the posts: a post, a picture, a form.
 *  @csspart more-button - Loads what comes after.
 *  @csspart retry-button - Tries again what failed.
 *  @csspart status - What assistive technology is told; nobody sees it.
 */
export class AiPost extends LitElement implements PostProperties {
  static override styles: CSSResult[] = [tokens, ...postStyles, ...laterPostStyles]
  static override properties: PropertyDeclarations = {
    ...clientProperties,
    postId: { attribute: 'post-id' },
    thread: { type: Boolean },
    readOnly: { type: Boolean, attribute: 'read-only' },
    post: { attribute: false },
  }

  declare server: string
  declare site: string
  declare theme: PostProperties['theme']
  declare client: FeedClient | undefined
  declare strings: Partial<Strings> | undefined

  postId = ''
  thread = false
  readOnly = false
  post: Post | undefined

  readonly #internals = this.attachInternals()
  readonly #desk = new ClientController(this)
  readonly #announcer = new Announcer(this)
  readonly #store = new StoreController<PostSnapshot>(this, (snapshot) => this.#onSnapshot(snapshot))
  #thread: Thread | undefined
  #error: FeedError | undefined
  readonly #actions: LazyController<PostActions>

  constructor() {
    super()
    const actions = new PostActions(this, {
      desk: this.#desk,
      announcer: this.#announcer,
      findPost: (id) => this.#findPost(id),
      commentHere: (id) => this.#thread?.postId === id && this.#thread.focusComposer(),
    })
    this.#actions = new LazyController(this, async () => {
      await this.#desk.loadAllStrings()
      return actions
    })
    // These keep themselves: Lit holds the controllers of a host.
    void new ClockController(this, 30_000)
    void new LanguageWatch(this)
  }

  /** Loads the post again; what is shown stays until it is there. */
  async refresh(): Promise<void> {
    const id = this.post?.id ?? this.postId
    try {
      if (id) await this.#desk.client?.loadPost(id)
    } catch {
      // The store carries the error, and it is drawn from there.
    }
  }

  /** Puts the focus on the post. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('article, button')?.focus(options)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#closeThread()
  }

  protected override createRenderRoot(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow({ mode: 'open' })
  }

  protected override update(changed: PropertyValues): void {
    const { client } = this.#desk
    const id = this.post?.id ?? this.postId
    this.#store.store = id ? client?.post(id, this.post && { post: this.post }) : undefined
    if (this.thread && id && client) void this.#openThread(id)
    else this.#closeThread()
    const post = this.#shown
    setStates(this.#internals, {
      loading: !post && !this.#error && Boolean(client && id),
      pending: post !== undefined && this.#actions.value?.isWriting(post.id) === true,
      failed: !post && Boolean(this.#error),
      covered: Boolean(post?.media.length && coverReason(post, this.#context)),
    })
    super.update(changed)
  }

  protected override render(): TemplateResult {
    const actions = this.#actions.value
    const context = this.#context
    return html`<div
      class="card shell"
      lang=${this.#desk.language}
      @click=${this.#onClick}
      @keydown=${(event: KeyboardEvent) => actions?.keydown(event, event.target as HTMLElement)}
      @error=${this.#onImageError}
    >
      ${this.#content(context)}${this.#announcer.template()}${actions?.overlay(context)}
    </div>`
  }

  readonly #onClick = async (event: Event): Promise<void> => {
    const target = event.target as Element
    const actions = this.#actions.value ?? (await this.#actions.retry())
    actions?.click(target)
  }

  /** Listens in the capture phase, as `error` does not bubble. */
  readonly #onImageError = {
    capture: true,
    handleEvent: (event: Event): void => markBroken(event, this.#desk.strings.pictureBroken),
  }

  get #context(): PostContext {
    return postContext(this.#desk, this.readOnly, this.#actions.value?.parts)
  }

  get #shown(): Post | undefined {
    return this.#store.value ? this.#store.value.post : this.post
  }

  #content(context: PostContext): TemplateResult {
    const { strings } = context
    const post = this.#shown
    if (post && !this.#desk.hasWords) return skeletonTemplate(1)
    if (post && this.#thread) return this.#thread.template(context, post)
    if (post) return postTemplate(post, context, { form: 'row', isFirst: true })
    if (!this.#desk.client && this.isConnected) return noticeTemplate({ title: strings.serverMissing })
    if (!this.#actions.value) return skeletonTemplate(1)
    const { allStrings } = this.#desk
    if (!this.postId) return html`<slot name="empty">${noticeTemplate({ title: allStrings.postMissing })}</slot>`
    if (!this.#error) return skeletonTemplate(1)
    return html`<slot name="error">${this.#errorNotice(allStrings, this.#error)}</slot>`
  }

  #errorNotice(strings: Strings, error: FeedError): TemplateResult {
    if (['not_found', 'gone'].includes(error.code)) return noticeTemplate({ title: strings.postMissing })
    return noticeTemplate({
      title: strings.failedTitle,
      text: errorSentence(error.code, strings),
      button: retryButton(strings, () => void this.refresh()),
    })
  }

  #onSnapshot({ error }: PostSnapshot): void {
    if (error === this.#error) return
    this.#error = error
    if (!error) return
    void this.#actions.ready().then((actions) => {
      if (actions) this.#announcer.say(errorSentence(error.code, this.#desk.allStrings))
    })
    void this.updateComplete.then(() => this.dispatchEvent(new AiPostFailedEvent(this.postId, error)))
  }

  async #openThread(id: string): Promise<void> {
    if (this.#thread?.postId === id) return
    try {
      const [{ Thread }] = await Promise.all([import('./thread.js'), this.#desk.loadAllStrings()])
      if (!this.isConnected || !this.thread || this.#thread?.postId === id) return
      this.#closeThread()
      this.#thread = new Thread(this, this.#desk, id)
      this.requestUpdate()
    } catch {
      // The chunk did not arrive: the post is there without its comments.
      this.#announcer.say(this.#desk.strings.codeMissing)
    }
  }

  #closeThread(): void {
    this.#thread?.dispose()
    this.#thread = undefined
  }

  #findPost(id: string): Post | undefined {
    const shown = this.#shown
    return shown?.id === id ? shown : (this.#thread?.findPost(id) ?? this.#desk.client?.post(id).getSnapshot().post)
  }
}
