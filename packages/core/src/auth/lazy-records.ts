import type { Database } from '../storage/database.js'
import type { SessionRecords } from './session-record.js'

/** Looks whether there is a session at all, and loads what reads it only then: most readers have none. */
export function createLazyRecords(
  database: Database,
  key: string,
  load: () => Promise<SessionRecords>,
): SessionRecords {
  let isUsed = false
  const use = (): Promise<SessionRecords> => {
    isUsed = true
    return load()
  }
  return {
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
