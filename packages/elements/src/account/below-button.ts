import type { ReactiveController } from 'lit'
import type { ClientHost } from '../reactive/client-controller.js'
import { listenToView, pageScrollerOf } from '../reactive/page.js'
import { viewOf } from '../reactive/view.js'

/** How far what opens stays from the button and from the edges of the screen. */
const gapPx = 6
const edgePx = 12
/** Less room than this below a button, and what opens goes where there is more. */
const leastPx = 180

/** Puts what an account button opens beside it, above everything on the page: no header is too narrow for it or cuts it off,
 *  and all of it is on the screen. It follows the button when the page is scrolled. */
export class BelowButton implements ReactiveController {
  readonly #host: ClientHost
  #stopListening: (() => void) | undefined

  constructor(host: ClientHost) {
    this.#host = host
    host.addController(this)
  }

  hostUpdated(): void {
    const panels = this.#panels
    for (const panel of panels) if (!panel.matches(':popover-open')) panel.showPopover()
    this.#listen(panels.length > 0)
    this.#place()
  }

  hostDisconnected(): void {
    this.#listen(false)
  }

  get #panels(): readonly HTMLElement[] {
    return this.#host.isConnected ? [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.below')] : []
  }

  /** What was pressed, or stands in its place: the tag itself may be as wide as the page. */
  get #button(): Element {
    const first = this.#host.renderRoot.querySelector('.chip-box')?.firstElementChild
    const button =
      first?.localName === 'slot' ? (first as HTMLSlotElement).assignedElements({ flatten: true })[0] : first
    return button ?? this.#host
  }

  #listen(isOpen: boolean): void {
    if (isOpen === Boolean(this.#stopListening)) return
    this.#stopListening?.()
    const options = { capture: true, passive: true }
    this.#stopListening = isOpen ? listenToView(this.#host, ['scroll', 'resize'], this.#place, options) : undefined
  }

  readonly #place = (): void => {
    const view = viewOf(this.#host)
    if (!this.#stopListening || !view) return
    const { innerHeight, innerWidth } = view
    const widthPx = pageScrollerOf(this.#host)?.clientWidth ?? innerWidth
    const { left, right, top, bottom } = this.#button.getBoundingClientRect()
    const isLeft = left + right < widthPx
    const belowPx = innerHeight - bottom - gapPx - edgePx
    const abovePx = top - gapPx - edgePx
    for (const panel of this.#panels) {
      // A page may be zoomed by style: what is measured is of the window, what is set is of the panel.
      const zoom = panel.getBoundingClientRect().width / panel.offsetWidth || 1
      const set = (name: string, px: number): void => panel.style.setProperty(name, `${px / zoom}px`)
      const isBelow = belowPx >= Math.min(leastPx, panel.scrollHeight * zoom) || belowPx >= abovePx
      set('--_room', Math.max(leastPx, isBelow ? belowPx : abovePx))
      const { width, height } = panel.getBoundingClientRect()
      const x = isLeft ? left : right - width
      set('left', Math.max(edgePx, Math.min(x, widthPx - edgePx - width)))
      set('top', isBelow ? bottom + gapPx : top - gapPx - height)
    }
  }
}
