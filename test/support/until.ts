import type { Store } from '@ai-feed/core'

/** Waits until a store's snapshot meets a condition, and gives it. */
export function until<T>(store: Store<T>, condition: (snapshot: T) => boolean, timeoutMs = 60_000): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = (): void => {}
    const timer = setTimeout(() => {
      stop()
      reject(
        new Error(
          `not reached in ${timeoutMs} ms: ${condition.toString()} on ${JSON.stringify(store.getSnapshot())?.slice(0, 2000)}`,
        ),
      )
    }, timeoutMs)
    const look = (): void => {
      if (!condition(store.getSnapshot())) return
      clearTimeout(timer)
      stop()
      resolve(store.getSnapshot())
    }
    stop = store.subscribe(look)
    look()
  })
}

/** Waits until a condition holds that nobody announces. */
export async function eventually(condition: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const endMs = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > endMs) throw new Error(`not reached in ${timeoutMs} ms: ${condition.toString()}`)
    await new Promise((resolve) => {
      requestAnimationFrame(resolve)
      setTimeout(resolve, 50)
    })
  }
}
