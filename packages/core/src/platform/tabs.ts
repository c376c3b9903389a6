/** Talks to the other tabs of this origin; where that is impossible, nobody hears and nobody answers. */
export interface Broadcast<T> {
  /** @returns false where nobody can hear */
  post(message: T): boolean
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
      return channel !== undefined
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
