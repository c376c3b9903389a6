import type { Store } from '@ai-feed/core'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Keeps a host drawn with what a store holds. Subscribes while the host is connected; the store can be exchanged. */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #onChange: ((value: T) => void) | undefined
  #store: Store<T> | undefined
  #unsubscribe: (() => void) | undefined
  #isConnected = false

  /** @param onChange called after each change of the store, before the host draws */
  constructor(host: ReactiveControllerHost, onChange?: (value: T) => void) {
    this.#host = host
    this.#onChange = onChange
    host.addController(this)
  }

  /** What the store holds now; undefined without a store. */
  get value(): T | undefined {
    return this.#store?.getSnapshot()
  }

  get store(): Store<T> | undefined {
    return this.#store
  }

  set store(store: Store<T> | undefined) {
    if (store === this.#store) return
    this.#stop()
    this.#store = store
    if (this.#isConnected) this.#start()
    this.#host.requestUpdate()
  }

  hostConnected(): void {
    this.#isConnected = true
    this.#start()
  }

  hostDisconnected(): void {
    this.#isConnected = false
    this.#stop()
  }

  #start(): void {
    if (this.#unsubscribe || !this.#store) return
    const store = this.#store
    this.#unsubscribe = store.subscribe(() => {
      if (store !== this.#store) return
      this.#onChange?.(store.getSnapshot())
      this.#host.requestUpdate()
    })
    this.#onChange?.(store.getSnapshot())
    this.#host.requestUpdate()
  }

  #stop(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
  }
}
