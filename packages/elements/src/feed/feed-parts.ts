import type { FeedItem, FeedSnapshot, Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { errorSentence } from '../error-sentence.js'
import { laterPostStyles } from '../post/later.styles.js'
import { focusAfter } from '../post/focus-after.js'
import { PostActions } from '../post/post-actions.js'
import type { PostContext } from '../post/post-context.js'
import type { PostDesk } from '../post/post-desk.js'
import { adoptStyles } from '../reactive/adopt-styles.js'
import { ClockController } from '../reactive/clock-controller.js'
import { LanguageWatch } from '../reactive/language-watch.js'
import type { FeedController } from './feed-controller.js'
import { walkFeed } from './feed-keys.js'
import { lineStatusTemplate, wholeStatusTemplate } from './feed-status-template.js'
import type { StatusHandlers } from './feed-status-template.js'
import { footTemplate } from './foot-template.js'
import { headTemplate } from './head-template.js'
import { scrollerOf } from './hold-sight.js'
import { layoutSwitchTemplate } from './layout-switch.js'
import type { LayoutHost } from './layout-switch.js'
import { laterFeedStyles } from './later-feed.styles.js'
import { takeLinkedPost } from './linked-post.js'
import { PagingController } from './paging-controller.js'
import { PatienceController } from './patience-controller.js'
import { PlaceKeeper } from './place-keeper.js'
import { PrintController } from './print-controller.js'
import { walkTabs } from './tab-keys.js'
import { WindowController } from './window-controller.js'

interface FeedHost extends LayoutHost {
  readonly paging: string
  loadMore(): Promise<void>
}

/** What a feed does beyond showing its first posts. Comes from a chunk that loads after the first paint. */
export class FeedParts implements ReactiveController {
  readonly actions: PostActions
  readonly window: WindowController
  readonly #host: FeedHost
  readonly #options: Pick<PostDesk, 'desk' | 'announcer'>
  readonly #posts: FeedController
  readonly #clock: ClockController
  readonly #paging: PagingController
  #seen: FeedSnapshot | undefined

  readonly #unitOf: (index: number) => number

  /** @param unitOf tells in which unit of the window a post stands */
  constructor(
    host: FeedHost,
    options: Pick<PostDesk, 'desk' | 'announcer'>,
    posts: FeedController,
    unitOf: (index: number) => number,
  ) {
    this.#unitOf = unitOf
    this.#host = host
    this.#options = options
    this.#posts = posts
    adoptStyles(host, [...laterPostStyles, laterFeedStyles])
    const becauseOf = (id: string): FeedItem['because'] =>
      posts.snapshot.items.find(({ post, because }) => post.id === id && because)?.because
    const findPost = (id: string): Post | undefined =>
      posts.snapshot.items.find(({ post }) => post.id === id)?.post ?? options.desk.client?.post(id).getSnapshot().post
    this.actions = new PostActions(host, { ...options, findPost, becauseOf })
    this.window = new WindowController(host, (key, share) => void this.#holdPlace(key, share))
    this.#clock = new ClockController(host, 30_000)
    this.#paging = new PagingController(host, () => host.loadMore())
    // These keep themselves: Lit holds the controllers of a host.
    void new PlaceKeeper(host, posts, async (index) => {
      await this.draw(index)
      this.window.follow()
    })
    void new PatienceController(host, posts)
    void new LanguageWatch(host)
    void new PrintController(host, this.window)
    host.addController(this)
    const linked = takeLinkedPost(host)
    if (linked) this.actions.open(linked)
  }

  hostUpdate(): void {
    this.#paging.isOn = this.#host.paging !== 'button' && this.#posts.status.status === 'ready'
    this.#clock.everyMs = this.#posts.status.status === 'limited' ? 1000 : 30_000
  }

  hostUpdated(): void {
    const before = this.#seen
    const now = this.#posts.snapshot
    if (now === before) return
    this.#seen = now
    const hasNews = now.incoming > (before?.incoming ?? 0)
    const sentence = this.#sentenceOf(now, before, hasNews)
    if (sentence) this.#options.announcer.say(sentence)
    // Where nothing is read yet, nothing can be moved away from under it.
    if (hasNews && !now.items.length) this.#posts.showIncoming()
  }

  /** Draws the post at an index, wherever that is. Resolves when it is there; `window.follow` lets go of it. */
  draw(index: number): Promise<void> {
    return this.window.draw(this.#unitOf(index))
  }

  /** Draws the state of a feed that has no posts to show. */
  wholeStatus(handlers: StatusHandlers): TemplateResult {
    const { allStrings } = this.#options.desk
    return wholeStatusTemplate(this.#posts.status, this.#posts.id ?? '', allStrings, this.#withSession(handlers))
  }

  /** Draws what stands above the posts: how many new ones there are to show, and how to get those before the first. */
  head(): TemplateResult {
    const handlers = { showIncoming: this.#onPill, loadPrevious: this.#onPrevious }
    return headTemplate(this.#posts.snapshot, this.#options.desk.allStrings, handlers)
  }

  /** Draws what stands below the posts: why they may be old, and how to get more. */
  foot(handlers: StatusHandlers): TemplateResult {
    const { snapshot, status } = this.#posts
    const { allStrings } = this.#options.desk
    return html`${lineStatusTemplate(status, allStrings, this.#withSession(handlers))}${
      status.status === 'ready'
        ? footTemplate(snapshot, this.#host.paging === 'button', allStrings, this.#onMore)
        : nothing
    }`
  }

  /** Goes to the top, and puts the announced posts in there. */
  async showIncoming(): Promise<void> {
    this.#posts.showIncoming()
    await this.draw(0)
    // At once: who still is on the way up would be kept from moving when the posts arrive.
    if (this.#host.getBoundingClientRect().top < 0) this.#host.scrollIntoView({ block: 'start', behavior: 'instant' })
    this.window.follow()
  }

  /** Goes to a post of the loaded pages. @returns false when it is not among them */
  async scrollTo(id: string): Promise<boolean> {
    const index = this.#posts.snapshot.items.findIndex(({ post }) => post.id === id)
    if (index < 0) return false
    await this.draw(index)
    this.#host.renderRoot.querySelector(`article[aria-posinset="${index + 1}"]`)?.scrollIntoView({ block: 'center' })
    this.window.follow()
    return true
  }

  /** Draws what changes between list and grid. */
  layoutSwitch(): TemplateResult | typeof nothing {
    return layoutSwitchTemplate(this.#host, this.#options.desk.allStrings)
  }

  /** What lies over the posts. */
  overlay(context: PostContext): TemplateResult | undefined {
    return this.actions.overlay(context)
  }

  /** Signs in for a feed that needs it. */
  async signIn(): Promise<void> {
    try {
      if (await this.actions.signIn.ensure()) await this.#posts.refresh()
    } catch {
      // The window was closed or blocked: the state on screen still offers to sign in.
    }
  }

  /** Does what a key means in a feed. */
  async keydown(event: KeyboardEvent, target: HTMLElement): Promise<void> {
    if (this.actions.keydown(event, target) || walkTabs(event, target)) return
    const root = this.#host.renderRoot as ShadowRoot
    await walkFeed(event, target, { host: this.#host, root, reach: (index) => this.#reach(index) })
  }

  #withSession(handlers: StatusHandlers): StatusHandlers {
    return { ...handlers, hasEnded: this.#options.desk.session.status === 'expired' }
  }

  readonly #onMore = ({ currentTarget }: Event): void => {
    const first = this.#posts.snapshot.items.length
    void focusAfter({ host: this.#host, button: currentTarget as HTMLElement }, () => this.#reach(first), [
      `article[aria-posinset="${first + 1}"]`,
      '.foot button:enabled',
      '.end',
      'article:last-of-type',
    ])
  }

  /** What comes stands right above what was read, which keeps its place: one goes on upwards from there. */
  readonly #onPrevious = ({ currentTarget }: Event): void => {
    const [first] = this.#posts.snapshot.items
    const read = `.list article[data-post="${CSS.escape(first?.post.id ?? '')}"]`
    const work = async (): Promise<void> => {
      const box = this.#host.renderRoot.querySelector(read)?.closest('[data-key]')?.getBoundingClientRect()
      await this.#posts.loadPrevious()
      if (first && box && this.#posts.snapshot.items[0] !== first)
        await this.#holdPlace(first.key, -box.top / box.height)
    }
    void focusAfter({ host: this.#host, button: currentTarget as HTMLElement }, work, [read, '.before button:enabled'])
  }

  readonly #onPill = ({ currentTarget }: Event): void => {
    // Not every browser focuses what is pressed; what comes in its place gets the focus from it.
    ;(currentTarget as HTMLElement).focus({ preventScroll: true })
    void this.showIncoming()
  }

  /** Keeps the post at the top of the viewport there, whatever another width has made of those above it. */
  async #holdPlace(key: string, share: number): Promise<void> {
    const index = this.#posts.snapshot.items.findIndex((item) => item.key === key)
    if (index < 0) return
    // Browsers report a drawing in the frame that tells of the width as an error; a grid then has other rows.
    await new Promise(requestAnimationFrame)
    this.#host.requestUpdate()
    await this.#host.updateComplete
    await this.draw(index)
    const post = this.#host.renderRoot.querySelector(`.list [aria-posinset="${index + 1}"]`)
    const box = post?.closest('[data-key]')?.getBoundingClientRect()
    if (box) scrollerOf(this.#host)?.scrollBy({ top: box.top + share * box.height, behavior: 'instant' })
    this.window.follow()
  }

  async #reach(index: number): Promise<boolean> {
    if (index >= this.#posts.snapshot.items.length) await this.#posts.loadMore()
    if (index >= this.#posts.snapshot.items.length) return false
    await this.draw(index)
    this.window.follow()
    return true
  }

  #sentenceOf(now: FeedSnapshot, before: FeedSnapshot | undefined, hasNews: boolean): string | undefined {
    const strings = this.#options.desk.allStrings
    const { error, incoming, items, source, activity } = now
    if (error && error !== before?.error) return errorSentence(error.code, strings)
    if (hasNews) return strings.newPosts(incoming)
    if (source === 'none' || activity !== 'idle' || error) return undefined
    if (before?.activity === 'idle' && before.source === source) return undefined
    return items.length > 0 ? strings.loaded(items.length) : strings.emptyTitle
  }
}
