import type { Feed } from '@ai-feed/core'
import type { ReactiveController } from 'lit'
import type { ClientHost } from '../reactive/client-controller.js'
import { listenToView } from '../reactive/page.js'
import { viewOf } from '../reactive/view.js'
import type { FeedController } from './feed-controller.js'

interface Place {
  readonly postId: string
  /** Where the top of the post stands in the viewport. */
  readonly topPx: number
}

/** How many pages are loaded at most to find the post again. */
const maxPages = 4
const signsOfLife = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/** Brings somebody who reloads the page, or comes back to it, to the post that they were reading. Kept for the tab. While they
 *  read, its feed keeps the rows around. */
export class PlaceKeeper implements ReactiveController {
  readonly #host: ClientHost
  readonly #posts: FeedController
  readonly #draw: (index: number) => Promise<void>
  #isOver = false
  #feed: Feed | undefined
  #leave: (() => void) | undefined
  #stopListening: (() => void) | undefined

  /** @param draw draws the post at an index, wherever that is */
  constructor(host: ClientHost, posts: FeedController, draw: (index: number) => Promise<void>) {
    this.#host = host
    this.#posts = posts
    this.#draw = draw
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    this.#isOver = !['reload', 'back_forward'].includes(entry?.type ?? '')
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#save)
    this.#stopListening = listenToView(this.#host, signsOfLife, this.#letGo, { passive: true })
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#save)
    this.#stopListening?.()
    this.#tell(undefined)
  }

  hostUpdated(): void {
    if (this.#host.isConnected) this.#tell(this.#posts.feed)
    const { items, source, activity } = this.#posts.snapshot
    if (this.#isOver || items.length === 0 || source !== 'network' || activity !== 'idle') return
    this.#isOver = true
    const place = this.#read()
    if (place) void this.#goTo(place)
  }

  #tell(feed: Feed | undefined): void {
    if (feed === this.#feed) return
    this.#leave?.()
    this.#feed = feed
    this.#leave = feed?.keepNear(() => this.#seen?.dataset['post'])
  }

  /** The post at the top of the viewport, or the first one below. */
  get #seen(): HTMLElement | undefined {
    const articles = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.list article[data-post]')]
    return articles.find((article) => article.getBoundingClientRect().bottom > 0)
  }

  async #goTo({ postId, topPx }: Place): Promise<void> {
    const find = (): number => this.#posts.snapshot.items.findIndex(({ post }) => post.id === postId)
    for (let page = 1; find() < 0 && page < maxPages && this.#posts.snapshot.hasMore; page++)
      await this.#posts.loadMore()
    if (find() < 0) return
    await this.#draw(find())
    const article = this.#host.renderRoot.querySelector(`.list [data-post="${CSS.escape(postId)}"]`)
    if (article) viewOf(this.#host)?.scrollBy({ top: article.getBoundingClientRect().top - topPx, behavior: 'instant' })
  }

  get #key(): string {
    return `ai-feed-place ${location.pathname}${location.search} ${this.#posts.id ?? ''}`
  }

  readonly #letGo = (): void => {
    this.#isOver = true
  }

  readonly #save = (): void => {
    const seen = this.#seen
    const topPx = seen?.getBoundingClientRect().top ?? 0
    const isInside =
      seen !== undefined && topPx < (viewOf(this.#host)?.innerHeight ?? 0) && this.#host.getBoundingClientRect().top < 0
    try {
      if (isInside) sessionStorage.setItem(this.#key, JSON.stringify({ postId: seen.dataset['post'], topPx }))
      else sessionStorage.removeItem(this.#key)
    } catch {
      // No storage: the page then begins at its top.
    }
  }

  #read(): Place | undefined {
    try {
      const place = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as Partial<Place> | null
      if (typeof place?.postId !== 'string' || !/^[\w-]{1,40}$/.test(place.postId)) return undefined
      return { postId: place.postId, topPx: Number(place.topPx) || 0 }
    } catch {
      // No storage, or somebody else's words in it.
      return undefined
    }
  }
}
