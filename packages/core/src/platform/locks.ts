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
