/** Tells whether the browser keeps a database of that name, without making or opening it. */
export async function hasDatabase(name: string): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some((database) => database.name === name)
  } catch {
    // No IndexedDB, or one that is blocked.
    return false
  }
}
