import type { ReactiveController } from 'lit'
import type { LazyController } from '../reactive/lazy-controller.js'
import type { ComposerHost } from './composer-host.js'
import { purposeOf } from './held-room.js'

/** The room that a composer takes with its draft in it. It is remembered for the tab, held when the page is loaded again
 *  (held-room), and let go with the first change after the draft is there. */
export class DraftRoom implements ReactiveController {
  readonly #host: ComposerHost
  readonly #work: LazyController<unknown>
  readonly #observer: ResizeObserver
  #isHeld: boolean
  #isKept = false
  #key = ''
  #size = { inlineSize: 0, blockSize: 0 }

  /** @param work what draws pictures and choices of a draft
   */
  constructor(host: ComposerHost, work: LazyController<unknown>) {
    this.#host = host
    this.#work = work
    this.#isHeld = host.awaitsDraft
    this.#observer = new ResizeObserver(([entry]) => this.#onSize(entry?.borderBoxSize[0]))
    host.addController(this)
  }

  hostConnected(): void {
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer.unobserve(this.#host)
  }

  /** Belongs to the draft that the composer has from now on. */
  enter(): void {
    const key = purposeOf(this.#host)
    if (this.#key && key !== this.#key) this.remember(false)
    this.#key = key
  }

  /** @param isKept whether there is a draft to come back to */
  remember(isKept: boolean): void {
    this.#isKept = isKept
    try {
      if (isKept && this.#size.blockSize > 0) sessionStorage.setItem(this.#key, `${this.#size.blockSize}px`)
      else if (!isKept) sessionStorage.removeItem(this.#key)
    } catch {
      // Storage is closed to this page: the composer grows when its draft is there.
    }
  }

  /** Shows the draft that was found, once all of it can be drawn. */
  async show(): Promise<void> {
    await this.#host.updateComplete
    if (!this.#work.isIdle) await this.#work.ready()
    this.#unveil()
  }

  /** There is no draft, or it was changed: from now on the composer is as high as what is in it. */
  free(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.#host.style.minBlockSize = ''
    this.#unveil()
  }

  #unveil(): void {
    this.#host.awaitsDraft = false
    this.#host.requestUpdate()
  }

  #onSize(size: ResizeObserverSize | undefined): void {
    // One that is not shown takes no room, and has not lost what it took.
    if (!size?.blockSize) return
    const isTurned = this.#size.inlineSize > 0 && size.inlineSize !== this.#size.inlineSize
    this.#size = size
    if (isTurned) this.free()
    if (this.#isKept) this.remember(true)
  }
}
