/** Work of which one run at a time is enough. */
export interface OneAtATime<A, T> {
  /** Begins a run, or joins the one that is going on. */
  run(argument: A): Promise<T>
  /** The run that is going on. */
  running(): Promise<T> | undefined
  /** Gives the run up: its signal fires, and the next call begins another one. */
  stop(): void
}

/** Makes work shared by all who ask for it while it runs. `work` begins in the call of `run` itself. It may give way before
 *  it tells its outcome: who asks after that is not answered by a run from before. */
export function oneAtATime<A, T>(
  work: (argument: A, signal: AbortSignal, giveWay: () => void) => Promise<T>,
): OneAtATime<A, T> {
  let current: { readonly promise: Promise<T>; readonly controller: AbortController } | undefined
  return {
    run(argument) {
      if (current !== undefined) return current.promise
      const controller = new AbortController()
      const { promise, resolve } = Promise.withResolvers<T>()
      const giveWay = (): void => {
        if (current === mine) current = undefined
      }
      const mine = { controller, promise: promise.finally(giveWay) }
      // Known as running before it runs: what it tells may lead back here.
      current = mine
      resolve(work(argument, controller.signal, giveWay))
      return mine.promise
    },
    running: () => current?.promise,
    stop() {
      current?.controller.abort()
      current = undefined
    },
  }
}
