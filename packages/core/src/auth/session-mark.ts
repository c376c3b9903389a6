/** Tells whether a session is stored, by a word in localStorage: it can be read at once, so a page where nobody has signed in
 *  opens no database before its first posts. A hint and no proof: pages empty their localStorage as they like.
 *  @returns true where it cannot be told */
export function hasMark(name: string): boolean {
  try {
    return localStorage.getItem(name) !== null
  } catch {
    // A worker has no localStorage, and a browser may forbid it.
    return true
  }
}
