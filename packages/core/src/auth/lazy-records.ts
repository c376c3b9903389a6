import type { Database } from '../storage/database.js'
import type { SessionMark } from './session-mark.js'
import type { SessionRecords } from './session-record.js'

/** Records that can be asked for a guess first. */
export interface LazyRecords extends SessionRecords {
  /** Tells at once whether a session is likely to be there. */
  isLikely(): boolean
}

/** Looks whether there is a session at all, and loads what reads it only then: most readers have none. */
export function createLazyRecords(
  database: Database,
  key: string,
  mark: SessionMark,
  load: () => Promise<SessionRecords>,
): LazyRecords {
  let isUsed = false
  const use = (): Promise<SessionRecords> => {
    isUsed = true
    return load()
  }
  return {
    isLikely: () => isUsed || mark.isSet(),
    async find() {
      try {
        return isUsed || (await database.get(key)) !== undefined ? await (await use()).find() : undefined
      } catch {
        return undefined
      }
    },
    save: async (record) => (await use()).save(record),
    remove: async () => (await use()).remove(),
  }
}
