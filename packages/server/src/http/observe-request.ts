/** An answered request, without anything that its sender chose. */
export interface ObservedRequest {
  readonly method: string
  /** The template of the route, such as /v1/posts/:id; `none` for addresses that have no route. */
  readonly route: string
  readonly status: number
  readonly ms: number
}

/** Told of every answered request, and of every stream for as long as it is open. */
export interface RequestObserver {
  observe(request: ObservedRequest): void
  /** @returns the function to call when the stream has ended. */
  enterStream(): () => void
}
