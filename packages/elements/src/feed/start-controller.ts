import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { viewOf } from '../reactive/view.js'

interface StartHost extends ReactiveControllerHost, HTMLElement {
  readonly load: string
}

/** Decides when a feed may send its first request: at once, when it comes into sight, or after a click (`load`). */
export class StartController implements ReactiveController {
  readonly #host: StartHost
  #hasStarted = false
  #observer: IntersectionObserver | undefined

  constructor(host: StartHost) {
    this.#host = host
    host.addController(this)
  }

  get hasStarted(): boolean {
    return this.#hasStarted || !['visible', 'interaction'].includes(this.#host.load)
  }

  /** Starts, whatever it waited for. */
  readonly start = (): void => {
    this.#hasStarted = true
    this.#stop()
    this.#host.requestUpdate()
  }

  hostUpdate(): void {
    if (this.hasStarted || this.#host.load !== 'visible' || this.#observer || !this.#host.isConnected) return
    // One of another window sees nothing of this one.
    this.#observer = new (viewOf(this.#host) ?? window).IntersectionObserver(
      ([entry]) => entry?.isIntersecting && this.start(),
      {
        rootMargin: '300px',
      },
    )
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#stop()
  }

  #stop(): void {
    this.#observer?.disconnect()
    this.#observer = undefined
  }
}
