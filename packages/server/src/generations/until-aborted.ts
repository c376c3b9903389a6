/** Passes on what a source gives until the signal aborts, even when the source does not listen to it; then throws the
 *  signal's reason. The source is told to end, but not waited for. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const aborted = Promise.withResolvers<never>()
  // Raced against below; this keeps an abort between two steps from counting as unhandled.
  aborted.promise.catch(() => {})
  const abort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    signal.throwIfAborted()
    for (;;) {
      const step = await Promise.race([iterator.next(), aborted.promise])
      if (step.done) return
      yield step.value
    }
  } finally {
    signal.removeEventListener('abort', abort)
    iterator.return?.().catch(() => {
      // The source's own end after it was given up interests nobody.
    })
  }
}
