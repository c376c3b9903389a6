/** Lets all who ask while work runs share one more run of it: each gets one that began after they asked, and at most one
 *  waits. `work` does not fail. */
export function shareNextRun(work: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve()
  let next: Promise<void> | undefined
  return () => {
    next ??= last.then(() => {
      next = undefined
      return work()
    })
    last = next
    return next
  }
}
