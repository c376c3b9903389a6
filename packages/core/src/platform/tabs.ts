/** Talks to the other tabs of this origin; where that is impossible, nobody hears and nobody answers. */
export interface Broadcast<T> {
  post(message: T): void
  close(): void
}

/** Opens a channel. `listener` hears what other tabs post, never what this channel posts. */
export function openBroadcast<T>(name: string, listener: (message: T) => void): Broadcast<T> {
  const channel = findChannel(name)
  let isOpen = true
  channel?.addEventListener('message', (event) => {
    // Another tab may have another version of this program: `listener` takes what it knows.
    if (event.data) listener(event.data as T)
  })
  return {
    post(message) {
      if (isOpen) channel?.postMessage(message)
    },
    close() {
      isOpen = false
      channel?.close()
    },
  }
}

function findChannel(name: string): BroadcastChannel | undefined {
  try {
    return typeof document === 'undefined' ? undefined : new BroadcastChannel(name)
  } catch {
    // Where a browser blocks storage, or sandboxes the page, it may block this, too.
    return undefined
  }
}

/** Finds how tabs can keep each other out: the Web Locks of the browser, where it lets this page use them. A sandboxed or
 *  insecure page, or a frame whose storage is blocked, may have them and be refused their use. */
export async function findLocks(): Promise<LockManager | undefined> {
  try {
    const isPage = typeof document !== 'undefined' && globalThis.isSecureContext && globalThis.origin !== 'null'
    const locks = isPage ? navigator.locks : undefined
    await locks?.query()
    return locks
  } catch {
    return undefined
  }
}
