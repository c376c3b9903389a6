/** Work of which one run at a time is enough. */
export interface OneAtATime<A, T> {
  /** Begins a run, or joins the one that is going on. */
  run(argument: A): Promise<T>
  /** The run that is going on. */
  running(): Promise<T> | undefined
  /** Gives the run up: its signal fires, and the next call begins another one. */
  stop(): void
}

/** Makes work shared by all who ask for it while it runs. `load` begins in the call of `run` itself, and gives what to do with
 *  what it has found. That is done, or else `fail`, when the run is over already: whoever is told by it and asks again is not
 *  answered by a run from before. A run that was given up does neither. */
export function oneAtATime<A, T>(
  load: (argument: A, signal: AbortSignal) => Promise<() => T>,
  fail: (error: unknown) => void,
): OneAtATime<A, T> {
  let current: { readonly promise: Promise<T>; readonly controller: AbortController } | undefined
  return {
    run(argument) {
      if (current !== undefined) return current.promise
      const { promise, resolve } = Promise.withResolvers<T>()
      const mine = { promise, controller: new AbortController() }
      const { signal } = mine.controller
      const end = (): void => {
        if (current === mine) current = undefined
      }
      const go = async (): Promise<T> => {
        try {
          const take = await load(argument, signal)
          signal.throwIfAborted()
          end()
          return take()
        } catch (error) {
          end()
          if (!signal.aborted) fail(error)
          throw error
        }
      }
      // Known as running before it runs: what it tells may lead back here.
      current = mine
      resolve(go())
      return promise
    },
    running: () => current?.promise,
    stop() {
      current?.controller.abort()
      current = undefined
    },
  }
}
