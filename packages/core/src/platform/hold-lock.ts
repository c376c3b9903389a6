/** Holds a lock among the tabs of an origin while `work` runs. The signal that `work` gets fires when another tab has
 *  taken the lock over.
 *  @throws the reason of `waiting` before the lock was there; DOMException when it was taken over */
export async function holdLock(
  locks: LockManager,
  name: string,
  { waiting, takesOver }: { waiting: AbortSignal; takesOver: boolean },
  work: (lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController()
  try {
    const options = takesOver ? { steal: true } : { signal: waiting }
    await locks.request(name, options, () => work(lost.signal))
  } finally {
    lost.abort()
  }
}
