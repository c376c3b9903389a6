import type { ReactiveController } from 'lit'
import type { ClientHost } from '../reactive/client-controller.js'
import { isFocusFree } from '../reactive/page.js'

/** Gives the focus to what took the place of the control that had it and is gone: to the next post when one is deleted or
 *  muted, to the first of all when another try was one. Buttons that bring more see to it themselves (focus-after). */
export class FocusRescue implements ReactiveController {
  readonly #host: ClientHost
  #focused: Element | null = null
  #scope: ParentNode | undefined
  #before: readonly Element[] = []

  constructor(host: ClientHost) {
    this.#host = host
    host.addController(this)
  }

  hostUpdate(): void {
    const root = this.#host.renderRoot as ShadowRoot
    const { activeElement } = root
    // What was lost and not replaced yet is still owed, unless the focus has gone elsewhere.
    if (!activeElement && isFocusFree(this.#host)) return
    this.#focused = activeElement?.matches('[part=more-button]') ? null : activeElement
    this.#scope = activeElement?.closest('dialog') ?? root
    this.#before = activeElement ? this.#stops.filter((stop) => isBefore(stop, activeElement)) : []
  }

  hostUpdated(): void {
    if (!this.#focused || this.#focused.isConnected || !isFocusFree(this.#host)) return
    const stops = this.#stops
    const last = this.#before.findLast((stop) => stop.isConnected)
    const at = last ? stops.indexOf(last) + 1 : 0
    const next = stops[at] ?? last ?? this.#scope?.querySelector('.notice button, .close')
    if (!(next instanceof HTMLElement)) return
    this.#focused = null
    next.focus({ preventScroll: true })
  }

  get #stops(): readonly Element[] {
    return [...(this.#scope?.querySelectorAll('article, button.step') ?? [])]
  }
}

/** Tells whether an element ends before another one begins. */
function isBefore(one: Element, other: Element): boolean {
  return one.compareDocumentPosition(other) === Node.DOCUMENT_POSITION_FOLLOWING
}
