import type { FeedClient, FeedPage } from '@ai-feed/core'
import { LitElement, html } from 'lit'
import type { CSSResult, PropertyDeclarations, PropertyValues, TemplateResult } from 'lit'
import { noticeTemplate, retryButton, skeletonTemplate } from '../post/notice-template.js'
import { markBroken } from '../post/picture-template.js'
import { postContext } from '../post/post-context.js'
import type { PostContext } from '../post/post-context.js'
import { postStyles } from '../post/post.styles.js'
import { Announcer } from '../reactive/announcer.js'
import { ClientController, clientProperties } from '../reactive/client-controller.js'
import { setStates } from '../reactive/custom-states.js'
import { LazyController } from '../reactive/lazy-controller.js'
import type { FeedStrings, Strings } from '../strings.js'
import { tokens } from '../theme/tokens.styles.js'
import { feedStyles } from './ai-feed.styles.js'
import { FeedController, sourceOf } from './feed-controller.js'
import { AiFeedSelectedEvent } from './feed-events.js'
import type { FeedParts } from './feed-parts.js'
import type { FeedProperties } from './feed-properties.js'
import type { StatusHandlers } from './feed-status-template.js'
import { statesOf } from './feed-status.js'
import type { FeedStatus } from './feed-status.js'
import type { GridLayout } from './grid-layout.js'
import { listTemplate } from './list-layout.js'
import { StartController } from './start-controller.js'
import { panelTemplate, tabsTemplate } from './tabs-template.js'

/** `<ai-feed>`: the posts of a feed, and every part of `<ai-post>` in them.
 *
 *  @slot heading - Above the posts.
 *  @slot loading - While the first posts are on their way.
 *  @slot empty - When there are no posts.
 *  @slot error - When no posts could be loaded, in place of the reason and what helps.
 *  @slot end - After the last post.
 *  @cssState loading - The first posts are on their way.
 *  @cssState empty - There are no posts.
 *  @cssState offline - There is no connection.
 *  @cssState limited - The server asks to wait.
 *  @cssState signed-out - The feed is for those who are signed in.
 *  @cssState failed - The posts could not be loaded for any other reason.
 *  @csspart tabs - The row of tabs.
 *  @csspart tab - A tab.
 *  @csspart layout-button - Changes between list and grid, beside tabs.
 *  @csspart pill - Says how many posts are new, and shows them.
 *  @csspart list - The list of posts.
 *  @csspart sign-in-button - Signs in, where a feed needs it.
 */
export class AiFeed extends LitElement implements FeedProperties {
  static override styles: CSSResult[] = [tokens, ...postStyles, feedStyles]
  static override properties: PropertyDeclarations = {
    ...clientProperties,
    feed: {},
    feeds: {},
    layout: {},
    pageSize: { type: Number, attribute: 'page-size' },
    paging: {},
    incoming: {},
    around: {},
    load: {},
    readOnly: { type: Boolean, attribute: 'read-only' },
    label: {},
    firstPage: { attribute: false },
  }

  declare server: string
  declare site: string
  declare theme: FeedProperties['theme']
  declare client: FeedClient | undefined
  declare strings: Partial<Strings> | undefined

  feed: FeedProperties['feed'] = 'explore'
  feeds = ''
  layout: FeedProperties['layout'] = 'list'
  pageSize = 20
  paging: FeedProperties['paging'] = 'scroll'
  incoming: FeedProperties['incoming'] = 'announce'
  around = ''
  load: FeedProperties['load'] = 'eager'
  readOnly = false
  label = ''
  firstPage: FeedPage | undefined

  readonly #internals = this.attachInternals()
  readonly #desk = new ClientController(this)
  readonly #announcer = new Announcer(this)
  readonly #posts = new FeedController(this)
  readonly #start = new StartController(this)
  readonly #parts = new LazyController<FeedParts>(
    this,
    async () => {
      const [{ FeedParts }] = await Promise.all([import('./feed-parts.js'), this.#desk.loadAllStrings()])
      const desk = { desk: this.#desk, announcer: this.#announcer }
      return new FeedParts(this, desk, this.#posts, (index) => this.#gridNow?.rowOf(index) ?? index)
    },
    false,
  )
  readonly #grid = new LazyController(this, async () => new (await import('./grid-layout.js')).GridLayout(this), false)

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
    await (await this.#parts.retry())?.showIncoming()
  }

  /** Goes to a post of the loaded pages. @returns false when it is not among them */
  async scrollToPost(id: string): Promise<boolean> {
    return (await this.#parts.retry())?.scrollTo(id) ?? false
  }

  /** Puts the focus on the first post in sight, else on the first control. */
  override focus(options?: FocusOptions): void {
    const articles = [...this.renderRoot.querySelectorAll<HTMLElement>('.list article')]
    const visible = articles.find((article) => article.getBoundingClientRect().bottom > 0)
    const target = visible ?? this.renderRoot.querySelector<HTMLElement>('button')
    target?.focus(options)
  }

  protected override createRenderRoot(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow({ mode: 'open' })
  }

  protected override update(changed: PropertyValues): void {
    const { client } = this.#desk
    this.#posts.show(this.#start.hasStarted ? client : undefined, sourceOf(this))
    if (this.layout === 'grid' && this.#start.hasStarted) void this.#grid.ready()
    setStates(this.#internals, statesOf(this.#status.status, this.#start.hasStarted))
    super.update(changed)
  }

  protected override updated(): void {
    // The first posts come alone; the rest follows once they are on the screen, or once it is plain that there are none.
    if (this.#status.status !== 'loading') requestAnimationFrame(() => setTimeout(() => void this.#parts.ready()))
  }

  protected override render(): TemplateResult {
    const context = postContext(this.#desk, this.readOnly, this.#parts.value?.actions.parts)
    const { strings } = context
    return html`<div
      class="shell card ${this.#desk.hasWords ? '' : 'mute'}"
      lang=${this.#desk.language}
      @click=${this.#onClick}
      @keydown=${this.#onKeydown}
      @error=${this.#onImageError}
    >
      <slot name="heading"></slot>
      ${tabsTemplate(this.feeds, this.feed, strings.tabLabels, (feed) => this.#select(feed))}
      ${this.#parts.value?.layoutSwitch()}
      ${
        this.#start.hasStarted || !this.#desk.client
          ? panelTemplate(this.feeds, this.feed, this.#content(context))
          : html`<div class="notice">
              <button type="button" class="primary" @click=${this.#start.start}>${strings.showFeed}</button>
            </div>`
      }
      ${this.#announcer.template()}${this.#parts.value?.overlay(context)}
    </div>`
  }

  get #status(): FeedStatus {
    return this.#desk.client || !this.isConnected ? this.#posts.status : { status: 'failed', code: 'server' }
  }

  #content(context: PostContext): TemplateResult {
    const { strings } = context
    const { snapshot } = this.#posts
    if (!this.#desk.client) return html`<slot name="error">${noticeTemplate({ title: strings.serverMissing })}</slot>`
    const handlers = { retry: () => void this.#posts.retry(), signIn: () => void this.#parts.value?.signIn() }
    const isArranged = this.#desk.hasWords && (this.layout !== 'grid' || this.#grid.value || this.#grid.hasFailed)
    if (!isArranged) return html`<slot name="loading">${skeletonTemplate(3)}</slot>`
    if (snapshot.items.length + snapshot.pending.length === 0) return this.#whole(handlers, strings)
    return html`
      ${this.#parts.value?.head()} ${this.#list(context)}
      <div class="foot">
        ${this.#parts.hasFailed ? this.#missing(handlers, strings) : this.#parts.value?.foot(handlers)}
      </div>
    `
  }

  #whole(handlers: StatusHandlers, strings: FeedStrings): TemplateResult {
    const isLoading = this.#status.status === 'loading'
    if (this.#parts.value && !isLoading) return this.#parts.value.wholeStatus(handlers)
    if (isLoading || !this.#parts.hasFailed) return html`<slot name="loading">${skeletonTemplate(3)}</slot>`
    return html`<slot name="error">${this.#missing(handlers, strings)}</slot>`
  }

  #missing(handlers: StatusHandlers, strings: FeedStrings): TemplateResult {
    const again = (): void => {
      void this.#parts.retry()
      handlers.retry()
    }
    return noticeTemplate({ title: strings.codeMissing, button: retryButton(strings, again) })
  }

  #list(context: PostContext): TemplateResult {
    const { items, pending, activity } = this.#posts.snapshot
    const [grid, window] = [this.#gridNow, this.#parts.value?.window]
    return html`<div
      class="list"
      part="list"
      role="feed"
      aria-label=${this.label || context.strings.feedLabel}
      aria-busy=${activity !== 'idle'}
    >
      ${context.parts?.pending(pending.toReversed(), context.user)}${
        grid
          ? grid.template(items, window, context)
          : listTemplate(items, window, context, this.#parts.isIdle ? this.clientWidth : undefined)
      }
    </div>`
  }

  get #gridNow(): GridLayout | undefined {
    return this.layout === 'grid' ? this.#grid.value : undefined
  }

  #select(feed: string): void {
    if (feed === this.feed) return
    this.feed = feed
    void this.updateComplete.then(() => this.dispatchEvent(new AiFeedSelectedEvent(feed)))
  }

  readonly #onClick = async (event: Event): Promise<void> => {
    const target = event.target as Element
    const parts = this.#parts.value ?? (await this.#parts.retry())
    if (parts) parts.actions.click(target)
    else this.#announcer.say(this.#desk.strings.codeMissing)
  }

  readonly #onKeydown = async (event: KeyboardEvent): Promise<void> => {
    const target = event.target as HTMLElement
    // A page must not scroll away under a key that is heard a moment later.
    const isWalking = event.ctrlKey ? /^(End|Home)$/.test(event.key) : event.key.startsWith('Page')
    if (!this.#parts.value && isWalking) event.preventDefault()
    await (this.#parts.value ?? (await this.#parts.retry()))?.keydown(event, target)
  }

  /** Listens in the capture phase, as `error` does not bubble. */
  readonly #onImageError = {
    capture: true,
    handleEvent: (event: Event): void => markBroken(event, this.#desk.strings.pictureBroken),
  }
}
