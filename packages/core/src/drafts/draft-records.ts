import type { Database } from '../storage/database.js'

/** A draft as it lies in the browser's storage; its files lie beside it. */
export interface DraftRecord {
  readonly id: string
  readonly place: string
  readonly savedAtMs: number
  readonly words: unknown
  /** When it was first found to be too old. */
  readonly oldSinceMs?: number
}

const dayMs = 24 * 60 * 60 * 1000
/** What was not touched for so long is not wanted any more. */
const maxAgeMs = 30 * dayMs
/** More than these of one place would be drafts that pages and not people make. */
const maxPerPlace = 10

/** The key of a draft's words in the database. */
export const draftKey = (id: string): string => `draft:${id}`
/** The key of its files. */
export const filesKey = (id: string): string => `files:${id}`

/** Finds the drafts of a place: that with the id `mine` first, then the others, newest first. Removes from the database what
 *  is too old. Never rejects. */
export async function findDrafts(
  database: Database,
  place: string,
  mine: string | undefined,
  nowMs: number,
): Promise<readonly DraftRecord[]> {
  try {
    // Never all values: the pictures may be large.
    const keys = (await database.keys()).filter((key) => key.startsWith('draft:'))
    const records = (await database.getMany(keys)).filter(isRecord)
    const newest = records.toSorted((one, other) => other.savedAtMs - one.savedAtMs)
    const isTooMany = (record: DraftRecord): boolean =>
      newest.filter((other) => other.place === record.place).indexOf(record) >= maxPerPlace
    const old = records.filter(({ savedAtMs }) => nowMs - savedAtMs > maxAgeMs)
    // Found too old on two days: the clock may be wrong for one.
    const unwanted = [
      ...records.filter(isTooMany),
      ...old.filter(({ oldSinceMs = nowMs }) => Math.abs(nowMs - oldSinceMs) > dayMs),
    ]
    const marked = old.filter((record) => record.oldSinceMs === undefined && !unwanted.includes(record))
    try {
      if (unwanted.length > 0) await database.remove(unwanted.flatMap(({ id }) => [draftKey(id), filesKey(id)]))
      if (marked.length > 0)
        await database.set(marked.map((record) => [draftKey(record.id), { ...record, oldSinceMs: nowMs }]))
    } catch {
      // A storage that takes nothing any more still gives what it has.
    }
    return newest
      .filter((record) => record.place === place && !old.includes(record) && !unwanted.includes(record))
      .toSorted((one, other) => Number(other.id === mine) - Number(one.id === mine))
  } catch {
    // Storage is closed to this page.
    return []
  }
}

function isRecord(value: unknown): value is DraftRecord {
  if (typeof value !== 'object' || value === null) return false
  const { id, place, savedAtMs } = value as Partial<Record<keyof DraftRecord, unknown>>
  return typeof id === 'string' && typeof place === 'string' && typeof savedAtMs === 'number'
}
