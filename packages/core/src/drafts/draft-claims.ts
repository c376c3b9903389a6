import { findLocks } from '../platform/locks.js'

const taken = new Set<string>()

/** Takes a draft for this caller. Where the browser has no locks, only one that this tab had before: another tab may be
 *  writing the others.
 *  @returns how to give it back; undefined when somebody else has it */
export async function takeId(id: string, isOwn: boolean): Promise<(() => void) | undefined> {
  if (taken.has(id)) return undefined
  taken.add(id)
  const locks = await findLocks()
  const unlock = locks ? await lock(locks, `ai-feed-draft ${id}`) : isOwn ? () => {} : undefined
  if (!unlock) taken.delete(id)
  return (
    unlock &&
    (() => {
      taken.delete(id)
      unlock()
    })
  )
}

function lock(locks: LockManager, name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    locks
      .request(name, { ifAvailable: true }, (granted) => {
        if (granted) return new Promise<void>((unlock) => resolve(unlock))
        resolve(undefined)
        return undefined
      })
      // A page that is being taken away gets no locks any more.
      .catch(() => resolve(undefined))
  })
}

const memoryKey = (place: string): string => `ai-feed-draft ${place}`

/** Gives the id of the draft that this tab had at a place. */
export function lastIdAt(place: string): string | undefined {
  try {
    return sessionStorage.getItem(memoryKey(place)) ?? undefined
  } catch {
    // Storage is closed to this page, or there is none.
    return undefined
  }
}

/** Remembers for the life of the tab which draft it has at a place. */
export function rememberId(place: string, id: string): void {
  try {
    sessionStorage.setItem(memoryKey(place), id)
  } catch {
    // Without it the newest draft that no tab has is taken.
  }
}
