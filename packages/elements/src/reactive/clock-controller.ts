import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Draws the host again at an interval, so that times on it age. Runs only while the host is in the page. */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #everyMs: number
  #timer: ReturnType<typeof setInterval> | undefined
  #isConnected = false

  constructor(host: ReactiveControllerHost, everyMs: number) {
    this.#host = host
    this.#everyMs = everyMs
    host.addController(this)
  }

  /** How often the host is drawn; 0 stops. */
  set everyMs(everyMs: number) {
    if (everyMs === this.#everyMs) return
    this.#everyMs = everyMs
    this.#restart()
  }

  hostConnected(): void {
    this.#isConnected = true
    this.#restart()
  }

  hostDisconnected(): void {
    this.#isConnected = false
    this.#restart()
  }

  #restart(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    if (this.#isConnected && this.#everyMs > 0)
      this.#timer = setInterval(() => this.#host.requestUpdate(), this.#everyMs)
  }
}
