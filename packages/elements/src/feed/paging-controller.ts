import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { findOnPage } from '../reactive/page.js'
import { viewOf } from '../reactive/view.js'

interface PagingHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** Asks for the next page when the end of the list comes near the viewport. */
export class PagingController implements ReactiveController {
  readonly #host: PagingHost
  readonly #loadMore: () => Promise<void>
  /** Whether the end of the list loads more by itself now. */
  isOn = false
  #observer: IntersectionObserver | undefined
  #sentinel: Element | null = null

  constructor(host: PagingHost, loadMore: () => Promise<void>) {
    this.#host = host
    this.#loadMore = loadMore
    host.addController(this)
  }

  hostConnected(): void {
    this.#observer = new (viewOf(this.#host) ?? window).IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting && this.isOn && !this.#isLeft) void this.#loadMore()
      },
      { rootMargin: '900px 0px' },
    )
    this.#sentinel = null
    this.hostUpdated()
  }

  hostUpdated(): void {
    // Observed anew after each drawing: a page that is shorter than the margin leaves the end where it was.
    if (this.#sentinel) this.#observer?.unobserve(this.#sentinel)
    this.#sentinel = this.#host.renderRoot?.querySelector('[data-sentinel]') ?? null
    if (this.#sentinel) this.#observer?.observe(this.#sentinel)
  }

  /** Whether somebody has left the feed by keys for what stands below it, which more posts would push out of their sight. */
  get #isLeft(): boolean {
    const [focused] = findOnPage(this.#host, ':focus-visible:not(body)')
    if (!focused || focused.contains(this.#host) || this.#host.contains(focused)) return false
    const { top } = focused.getBoundingClientRect()
    return top >= this.#host.getBoundingClientRect().bottom && top < (viewOf(this.#host) ?? window).innerHeight
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
    this.#observer = undefined
  }
}
