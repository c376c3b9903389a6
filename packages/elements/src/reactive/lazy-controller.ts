import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Brings a part of an element from a chunk. A failure stays until `retry`. */
export class LazyController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #load: () => Promise<T>
  readonly #isAtOnce: boolean
  #state: { status: 'idle' | 'loading' | 'failed' } | { status: 'ready'; value: T } = { status: 'idle' }
  #waiting: Promise<T | undefined> | undefined

  /** @param load called at most once at a time, and never again after it went well
   *  @param isAtOnce load when the element comes into the page, and not only when `ready` is called */
  constructor(host: ReactiveControllerHost, load: () => Promise<T>, isAtOnce = true) {
    this.#host = host
    this.#load = load
    this.#isAtOnce = isAtOnce
    host.addController(this)
  }

  get value(): T | undefined {
    return this.#state.status === 'ready' ? this.#state.value : undefined
  }

  /** Whether nobody has asked for the part. */
  get isIdle(): boolean {
    return this.#state.status === 'idle'
  }

  get hasFailed(): boolean {
    return this.#state.status === 'failed'
  }

  hostConnected(): void {
    if (this.#isAtOnce) void this.ready()
  }

  /** Resolves with the part once it is there; with undefined when it cannot be loaded. */
  ready(): Promise<T | undefined> {
    this.#waiting ??= this.#start()
    return this.#waiting
  }

  /** Like `ready`, but asks again for a part that could not be loaded: for what somebody does, never for each update. */
  retry(): Promise<T | undefined> {
    if (this.#state.status === 'failed') this.#waiting = undefined
    return this.ready()
  }

  async #start(): Promise<T | undefined> {
    this.#state = { status: 'loading' }
    this.#host.requestUpdate()
    try {
      this.#state = { status: 'ready', value: await this.#load() }
    } catch {
      // The chunk did not arrive: the host draws a sentence and a button for another try.
      this.#state = { status: 'failed' }
    }
    this.#host.requestUpdate()
    return this.value
  }
}
