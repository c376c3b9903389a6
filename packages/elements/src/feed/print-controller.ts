import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { listenToView } from '../reactive/page.js'
import type { WindowController } from './window-controller.js'

interface PrintHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** How many posts, or rows of a grid, go onto paper: about a hundred sheets. */
const mostPrinted = 200

/** Draws for paper what is loaded, and not only what is near the viewport. */
export class PrintController implements ReactiveController {
  readonly #host: PrintHost
  readonly #window: WindowController
  #stopListening: (() => void)[] = []

  constructor(host: PrintHost, window: WindowController) {
    this.#host = host
    this.#window = window
    host.addController(this)
  }

  hostConnected(): void {
    this.#stopListening = [
      listenToView(this.#host, ['beforeprint'], () => void this.#spread()),
      listenToView(this.#host, ['afterprint'], () => this.#window.spread(0)),
    ]
  }

  hostDisconnected(): void {
    for (const stop of this.#stopListening) stop()
    this.#window.spread(0)
  }

  async #spread(): Promise<void> {
    this.#window.spread(mostPrinted)
    // Still before the browser lays out the sheets.
    await this.#host.updateComplete
    for (const image of this.#host.renderRoot.querySelectorAll('img')) image.loading = 'eager'
  }
}
