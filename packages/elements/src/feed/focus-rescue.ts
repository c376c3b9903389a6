import type { ReactiveController } from 'lit'
import type { ClientHost } from '../reactive/client-controller.js'

/** Gives the focus to the post that took the place of the one that had it and is gone: deleted, muted, blocked. */
export class FocusRescue implements ReactiveController {
  readonly #host: ClientHost
  #focused: Element | null = null
  #index = -1

  constructor(host: ClientHost) {
    this.#host = host
    host.addController(this)
  }

  hostUpdate(): void {
    const { activeElement } = this.#host.renderRoot as ShadowRoot
    // What was lost and not replaced yet is still owed, unless the focus has gone elsewhere.
    if (!activeElement && document.activeElement === document.body) return
    this.#focused = activeElement
    const article = activeElement?.closest<HTMLElement>('.list article')
    this.#index = article ? this.#articles.indexOf(article) : -1
  }

  hostUpdated(): void {
    const isLost = this.#index >= 0 && this.#focused?.isConnected === false && document.activeElement === document.body
    if (!isLost) return
    const articles = this.#articles
    const next = articles[Math.min(this.#index, articles.length - 1)]
    if (!next) return
    this.#index = -1
    next.focus({ preventScroll: true })
  }

  get #articles(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.list article')]
  }
}
