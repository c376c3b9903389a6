import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isFocusFree } from './page.js'

interface KeeperHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** Keeps the focus in an element when a drawing takes the focused control away: the first of the named controls that is
 *  there gets it. A focus that was elsewhere on the page stays there. */
export class FocusKeeper implements ReactiveController {
  readonly #host: KeeperHost
  readonly #selectors: readonly string[]
  #focused: Element | null = null

  /** @param selectors from the control that is most wanted to the least */
  constructor(host: KeeperHost, selectors: readonly string[]) {
    this.#host = host
    this.#selectors = selectors
    host.addController(this)
  }

  hostUpdate(): void {
    // What was lost and not replaced yet is still owed, unless the focus has gone elsewhere.
    const { activeElement } = this.#host.renderRoot as ShadowRoot
    if (activeElement || !isFocusFree(this.#host)) this.#focused = activeElement
  }

  hostUpdated(): void {
    const lost = this.#focused
    if (!lost || (lost.isConnected && !lost.matches(':disabled'))) return
    for (const selector of this.#selectors) {
      const control = this.#host.renderRoot.querySelector<HTMLElement>(`${selector}:not(:disabled)`)
      if (!control) continue
      this.#focused = null
      return control.focus({ preventScroll: true })
    }
  }
}
