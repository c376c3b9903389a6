import type { FeedClient, FeedPage, Post } from '@ai-feed/core'
import { LitElement, html, nothing } from 'lit'
import type { CSSResult, PropertyValues, TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { noticeTemplate } from '../post/notice-template.js'
import { PostActions } from '../post/post-actions.js'
import { postStyles } from '../post/post.styles.js'
import { allowIntl } from '../post/relative-time.js'
import { Announcer } from '../reactive/announcer.js'
import { ClientController } from '../reactive/client-controller.js'
import { ClockController } from '../reactive/clock-controller.js'
import { setStates } from '../reactive/custom-states.js'
import { signInFrom } from '../reactive/sign-in.js'
import type { Strings } from '../strings.js'
import { tokens } from '../theme/tokens.styles.js'
import { feedStyles } from './ai-feed.styles.js'
import { FeedController } from './feed-controller.js'
import { AiFeedSelectedEvent } from './feed-events.js'
import { walkFeed } from './feed-keys.js'
import { lineStatusTemplate, wholeStatusTemplate } from './feed-status-template.js'
import type { FeedStatus } from './feed-status.js'
import { endTemplate, listTemplate } from './list-layout.js'
import { PagingController } from './paging-controller.js'
import { StartController } from './start-controller.js'
import { tabsTemplate } from './tabs-template.js'
import { WindowController } from './window-controller.js'

/** `<ai-feed>`: the posts of a feed. Attributes, events, slots, states and parts: the package's README. */
export class AiFeed extends LitElement {
  static override styles: CSSResult[] = [tokens, ...postStyles, feedStyles]

  @property() server = ''
  @property() site = 'default'
  @property({ reflect: true }) theme = 'auto'
  @property() override lang = ''
  @property({ attribute: false }) client: FeedClient | undefined
  @property({ attribute: false }) strings: Partial<Strings> | undefined

  @property() feed = 'explore'
  @property() feeds = ''
  @property() layout = 'list'
  @property({ type: Number, attribute: 'page-size' }) pageSize = 20
  @property() paging = 'scroll'
  @property() incoming = 'announce'
  @property() around = ''
  @property() load = 'eager'
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false
  @property() label = ''
  @property({ attribute: false }) firstPage: FeedPage | undefined

  readonly #internals = this.attachInternals()
  readonly #desk = new ClientController(this)
  readonly #announcer = new Announcer(this)
  readonly #window = new WindowController(this)
  readonly #posts = new FeedController(this, this.#desk, this.#announcer)
  readonly #clock = new ClockController(this, 30_000)
  readonly #start = new StartController(this)
  readonly #paging = new PagingController(this, () => this.loadMore())
  readonly #actions = new PostActions(this, {
    desk: this.#desk,
    announcer: this.#announcer,
    findPost: (id) => this.#findPost(id),
  })

  /** Loads page one again; what is shown stays until it is there. */
  refresh(): Promise<void> {
    return this.#posts.refresh()
  }

  /** Loads the next page. */
  loadMore(): Promise<void> {
    return this.#posts.loadMore()
  }

  /** Puts the announced posts in, and goes to the top. */
  async showIncoming(): Promise<void> {
    this.#posts.showIncoming()
    await this.updateComplete
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' })
  }

  /** Goes to a post of the loaded pages. @returns false when it is not among them */
  async scrollToPost(id: string): Promise<boolean> {
    const index = this.#posts.snapshot.items.findIndex(({ post }) => post.id === id)
    if (index < 0) return false
    await this.#window.draw(index)
    this.renderRoot.querySelector(`article[aria-posinset="${index + 1}"]`)?.scrollIntoView({ block: 'center' })
    this.#window.follow()
    return true
  }

  /** Puts the focus on the first post in sight, else on the first control. */
  override focus(options?: FocusOptions): void {
    const articles = [...this.renderRoot.querySelectorAll<HTMLElement>('.list article')]
    const visible = articles.find((article) => article.getBoundingClientRect().bottom > 0)
    const target = visible ?? this.renderRoot.querySelector<HTMLElement>('button')
    target?.focus(options)
  }

  protected override update(changed: PropertyValues): void {
    const { client } = this.#desk
    const pageSize = this.pageSize >= 1 && this.pageSize <= 100 ? Math.floor(this.pageSize) : 20
    const incoming = this.incoming === 'prepend' || this.incoming === 'ignore' ? this.incoming : 'announce'
    const { feed, around, firstPage } = this
    this.#posts.show(this.#start.hasStarted ? client : undefined, { feed, pageSize, incoming, around, firstPage })
    const { status } = this.#status
    this.#paging.isOn = this.paging !== 'button' && status === 'ready'
    this.#clock.everyMs = status === 'limited' ? 1000 : 30_000
    setStates(this.#internals, {
      loading: status === 'loading' && this.#start.hasStarted,
      empty: status === 'empty',
      offline: status === 'offline',
      limited: status === 'limited',
      'signed-out': status === 'signed-out',
      failed: status === 'failed',
    })
    super.update(changed)
  }

  protected override firstUpdated(): void {
    requestAnimationFrame(() => setTimeout(() => this.#afterFirstPaint()))
  }

  protected override render(): TemplateResult {
    const context = this.#actions.context(this.readOnly)
    const { strings } = context
    return html`<div
      class="shell card"
      lang=${this.#desk.language}
      @click=${this.#actions.onClick}
      @keydown=${this.#onKeydown}
      @error=${this.#actions.onImageError}
    >
      <slot name="heading"></slot>
      ${tabsTemplate(this.feeds, this.feed, strings.tabLabels, (feed) => this.#select(feed))}
      ${
        this.#start.hasStarted || !this.#desk.client
          ? this.#content()
          : html`<div class="more-row">
              <button class="primary" @click=${this.#start.start}>${strings.showFeed}</button>
            </div>`
      }
      ${this.#announcer.template()}${this.#actions.overlay(context) ?? nothing}
    </div>`
  }

  get #status(): FeedStatus {
    return this.#desk.client || !this.isConnected ? this.#posts.status : { status: 'failed', code: 'server' }
  }

  #content(): TemplateResult {
    const { strings } = this.#desk
    const { snapshot } = this.#posts
    if (!this.#desk.client) return html`<slot name="error">${noticeTemplate({ title: strings.serverMissing })}</slot>`
    const status = this.#status
    const handlers = { retry: () => void this.#posts.retry(), signIn: () => void this.#signIn() }
    const hasPosts = snapshot.items.length > 0 || snapshot.pending.length > 0
    return html`
      <div class="top">
        ${
          snapshot.incoming > 0
            ? html`<button class="pill" part="pill" @click=${this.#onPill}>
                ${strings.newPosts(snapshot.incoming)}
              </button>`
            : nothing
        }
      </div>
      ${hasPosts ? nothing : wholeStatusTemplate(status, strings, handlers)} ${hasPosts ? this.#list() : nothing}
      ${hasPosts ? lineStatusTemplate(status, strings, handlers) : nothing}
      ${hasPosts && status.status === 'ready' ? endTemplate(snapshot, this.paging === 'button', strings, () => void this.loadMore()) : nothing}
    `
  }

  #list(): TemplateResult {
    const { items, pending, activity } = this.#posts.snapshot
    const { session } = this.#desk
    const content = {
      items,
      pending,
      parts: this.#window.parts(items.map(({ key }) => key)),
      user: 'user' in session ? session.user : undefined,
    }
    return html`<div
      class="list"
      part="list"
      role="feed"
      aria-label=${this.label || this.#desk.strings.feedLabel}
      aria-busy=${activity !== 'idle'}
    >
      ${listTemplate(content, this.#actions.context(this.readOnly))}
    </div>`
  }

  #select(feed: string): void {
    if (feed === this.feed) return
    this.feed = feed
    void this.updateComplete.then(() => this.dispatchEvent(new AiFeedSelectedEvent(feed)))
  }

  readonly #onPill = async (): Promise<void> => {
    await this.showIncoming()
    this.renderRoot.querySelector<HTMLElement>('.list article')?.focus({ preventScroll: true })
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    this.#actions.onKeydown(event)
    if (!event.defaultPrevented) {
      void walkFeed(event, { host: this, root: this.renderRoot as ShadowRoot, reach: (index) => this.#reach(index) })
    }
  }

  async #reach(index: number): Promise<boolean> {
    if (index >= this.#posts.snapshot.items.length) await this.loadMore()
    if (index >= this.#posts.snapshot.items.length) return false
    await this.#window.draw(index)
    this.#window.follow()
    return true
  }

  async #signIn(): Promise<void> {
    const { client } = this.#desk
    if (!client) return
    try {
      if (await signInFrom(this, client)) await this.#posts.refresh()
    } catch {
      // The window was closed or blocked: the state on screen still offers to sign in.
    }
  }

  #afterFirstPaint(): void {
    allowIntl()
    this.requestUpdate()
    const linked = /^#ai-post-([\w-]{1,40})$/.exec(location.hash)?.[1]
    if (linked && this.isConnected && this.#start.hasStarted) this.#actions.open(linked)
  }

  #findPost(id: string): Post | undefined {
    return (
      this.#posts.snapshot.items.find(({ post }) => post.id === id)?.post ??
      this.#desk.client?.post(id).getSnapshot().post
    )
  }
}
