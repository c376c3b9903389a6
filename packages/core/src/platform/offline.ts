/** Calls `listener` when the browser notices that the network is gone. @returns stops it */
export function watchOffline(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => {}
  addEventListener('offline', listener)
  return () => removeEventListener('offline', listener)
}
