import { writeCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'

/** One entry of a list of users: who, and the number by which the list goes on, the highest first. */
export interface UserEntry {
  readonly id: string
  readonly number: number
}

/** Which list it is, and how many users stand on a page of it. */
export interface UserListPlace {
  readonly keys: CursorKeys
  readonly siteId: string
  /** The name that its cursors are good for. */
  readonly name: string
  readonly limit: number
}

/** Makes a page of the entries that were found, one more than it holds where the list goes on. */
export async function pageOfUsers<T>(
  { keys, siteId, name, limit }: UserListPlace,
  found: readonly UserEntry[],
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<{ items: T[]; next?: string }> {
  const entries = found.slice(0, limit)
  const users = await load(entries.map(({ id }) => id))
  const last = found.length > limit ? entries.at(-1) : undefined
  return {
    items: entries.flatMap(({ id }) => users.get(id) ?? []),
    ...(last && { next: writeCursor(keys, siteId, name, { towards: 'older', position: last.number, newest: 0 }) }),
  }
}
