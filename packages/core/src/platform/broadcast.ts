/** Talks to the other tabs of this origin; where that is impossible, nobody hears and nobody answers. */
export interface Broadcast<T> {
  post(message: T): void
  close(): void
}

/** Opens a channel. `listener` hears what other tabs post, never what this channel posts. */
export function openBroadcast<T>(name: string, listener: (message: T) => void): Broadcast<T> {
  if (typeof document === 'undefined' || typeof BroadcastChannel === 'undefined') return { post() {}, close() {} }
  const channel = new BroadcastChannel(name)
  let isOpen = true
  channel.addEventListener('message', (event) => listener(event.data as T))
  return {
    post(message) {
      if (isOpen) channel.postMessage(message)
    },
    close() {
      isOpen = false
      channel.close()
    },
  }
}
