import type pg from 'pg'
import { NamedRun } from './named-run.js'
import type { FindParser } from './named-run.js'
import type { RunNamed } from './named-query.js'

/** Makes what runs hot queries on the connections of a pool. A page asks three or four in a row: its connection is kept back for
 *  the next of them until the event loop has come round, unless somebody waits for one. */
export function createNamedRunner(pool: pg.Pool, findParser: FindParser): RunNamed {
  const kept: pg.PoolClient[] = []

  function giveBack(): void {
    for (const client of kept.splice(0)) client.release()
  }

  function keep(client: pg.PoolClient): void {
    if (pool.waitingCount > 0) client.release()
    else if (kept.push(client) === 1) setImmediate(giveBack)
  }

  return async (name, text, values) => {
    const run = new NamedRun({ name, text, values, findParser })
    const client = kept.pop() ?? (await pool.connect())
    try {
      client.query(run)
      const rows = await run.rows
      keep(client)
      return rows
    } catch (error) {
      // As a pool does: whatever state the connection is in, nobody else gets it.
      client.release(true)
      throw error
    }
  }
}
