import type { Database } from '../storage/database.js'

/** A draft as it lies in the browser's storage; its files lie beside it. */
export interface DraftRecord {
  readonly id: string
  readonly place: string
  readonly savedAtMs: number
  readonly words: unknown
}

/** What was not touched for so long is not wanted any more. */
const maxAgeMs = 30 * 24 * 60 * 60 * 1000
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
    const isOld = (record: DraftRecord): boolean =>
      nowMs - record.savedAtMs > maxAgeMs ||
      newest.filter((other) => other.place === record.place).indexOf(record) >= maxPerPlace
    const old = records.filter(isOld)
    if (old.length > 0) await database.remove(old.flatMap(({ id }) => [draftKey(id), filesKey(id)]))
    return newest
      .filter((record) => record.place === place && !old.includes(record))
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
