import { finished } from 'node:stream/promises'
import copyStreams from 'pg-copy-streams'
import type pg from 'pg'
import { ConfigError } from '../config-error.js'
import { quoteColumns, quoteName } from '../database/catalogue.js'
import type { Manifest } from './manifest.js'

/** Feeds the text of tables to COPY FROM, one table after the other. */
export interface TableLoader {
  load(table: string, bytes: Uint8Array): Promise<void>
  /** @throws ConfigError when a table did not get as many rows as the manifest says. */
  finish(): Promise<void>
}

/** Creates a loader on a connection whose transaction has begun. */
export function createTableLoader(client: pg.Client, manifest: Manifest): TableLoader {
  let current: { table: string; stream: copyStreams.CopyStreamQuery; ended: Promise<void> } | undefined
  const rows = new Map<string, number>()

  function begin(table: string): NonNullable<typeof current> {
    const columns = manifest.tables.find(({ name }) => name === table)?.columns
    if (!columns) throw new ConfigError(`the backup has parts of a table ${table} that its manifest does not name`)
    const stream = client.query(copyStreams.from(`copy ${quoteName(table)} (${quoteColumns(columns)}) from stdin`))
    const ended = finished(stream)
    // Whoever writes next, or waits for the end, is told.
    ended.catch(() => {})
    return { table, stream, ended }
  }

  async function end(): Promise<void> {
    if (!current) return
    const { table, stream, ended } = current
    current = undefined
    stream.end()
    await ended
    rows.set(table, stream.rowCount)
  }

  return {
    async load(table, bytes) {
      if (current?.table !== table) {
        await end()
        current = begin(table)
      }
      const { stream, ended } = current
      await new Promise<void>((done) => stream.write(bytes, () => done()))
      // The database's reason, when it took no more.
      if (stream.errored) await ended
    },
    async finish() {
      await end()
      for (const { name, rows: expected } of manifest.tables) {
        const found = rows.get(name) ?? 0
        if (found !== expected) throw new ConfigError(`table ${name} got ${found} rows, its manifest says ${expected}`)
      }
    },
  }
}
