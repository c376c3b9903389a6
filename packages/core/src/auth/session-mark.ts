/** Whether a session is stored, as a word in localStorage: it can be read at once, so a page where nobody has signed in
 *  opens no database before its first posts. A hint and no proof: pages empty their localStorage as they like. */
export interface SessionMark {
  /** True where it cannot be told. */
  isSet(): boolean
  set(isStored: boolean): void
}

/** Makes the mark of one session. One in memory has none: nothing of an earlier page is there. */
export function createSessionMark(name: string, storage: 'indexeddb' | 'memory'): SessionMark {
  if (storage === 'memory') return { isSet: () => false, set() {} }
  return {
    isSet() {
      try {
        return localStorage.getItem(name) !== null
      } catch {
        // A worker has no localStorage, and a browser may forbid it.
        return true
      }
    },
    set(isStored) {
      try {
        if (isStored) localStorage.setItem(name, 'stored')
        else localStorage.removeItem(name)
      } catch {
        // The session is then found a moment later.
      }
    },
  }
}
