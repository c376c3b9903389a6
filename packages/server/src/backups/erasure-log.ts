import { readFile } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import * as v from 'valibot'
import { ConfigError } from '../config-error.js'
import type { Db, Schema } from '../database/schema.js'
import type { ErasureStore } from './erasure-store.js'

/** Something that somebody had erased. Ids only: nothing here says what it was. */
export type Erasure = v.InferOutput<typeof erasureSchema>

const erasureSchema = v.object({
  kind: v.picklist(['user', 'post', 'media']),
  id: v.pipe(v.string(), v.uuid()),
  siteId: v.string(),
  at: v.pipe(v.string(), v.isoTimestamp()),
})

/** Lists what was erased, oldest first, one line of JSON each. */
export async function* listErasures(db: Db, since = beginning): AsyncIterable<string> {
  let after = { at: since, kind: '', id: '' }
  for (;;) {
    const { rows } = await sql<Erasure & { instant: string }>`
      select kind, id, site_id as "siteId", at::text as instant,
        to_char(at at time zone 'utc', ${timeFormat}) as at
      from erasures where (at, kind, id) > (${after.at}::timestamptz, ${after.kind}, ${after.id})
      order by at, kind, id limit 1000`.execute(db)
    for (const { kind, id, siteId, at } of rows) yield JSON.stringify({ kind, id, siteId, at })
    const last = rows.at(-1)
    if (!last) return
    after = { at: last.instant, kind: last.kind, id: last.id }
  }
}

/** Creates the sweep that copies erasures to where a restored database finds those that it does not know of. Several processes
 *  may do it: lines may come twice, which changes nothing. */
export function createErasureLog(db: Kysely<Schema>, store: ErasureStore): () => Promise<void> {
  const append = async (lines: readonly string[]): Promise<void> => {
    if (lines.length > 0) await store.append(lines)
  }
  let since: string | undefined
  let seen: ReadonlySet<string> = new Set()

  return async () => {
    since ??= readLastTime(await store.readNewest())
    // No transaction lasts ten minutes: what commits after this has a later time.
    const { rows } = await sql<{ settled: string }>`
      select to_char((now() - interval '10 minutes') at time zone 'utc', ${timeFormat}) as settled`.execute(db)
    const settled = rows[0]?.settled ?? since
    const recent = new Set<string>()
    let fresh: string[] = []
    for await (const line of listErasures(db, since)) {
      if (readLine(store.place, line).at >= settled) recent.add(line)
      if (!seen.has(line)) fresh.push(line)
      if (fresh.length < linesAtOnce) continue
      await append(fresh)
      fresh = []
    }
    await append(fresh)
    since = settled
    seen = recent
  }
}

const linesAtOnce = 1_000
const timeFormat = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
const beginning = '-infinity'

/** Gives the time of the last whole line, less what may have been on its way then. */
function readLastTime(text: string): string {
  const line = text.split('\n').at(-2)
  const at = line === undefined ? undefined : /"at":"([^"]+)"/.exec(line)?.[1]
  return at === undefined ? beginning : new Date(Date.parse(at) - 600_000).toISOString()
}

/** Reads a file of erasures.
 *  @throws ConfigError for a file that cannot be read or holds something else. */
export async function readErasures(path: string): Promise<Erasure[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`${path} cannot be read: ${cause instanceof Error ? cause.message : ''}`, { cause })
  })
  return parseErasures(text, path)
}

/** Reads what the server remembers of erasures itself.
 *  @throws ConfigError when that cannot be read. */
export async function readOwnErasures({ place, readAll }: ErasureStore): Promise<Erasure[]> {
  const text = await readAll().catch((cause: unknown) => {
    throw new ConfigError(`${place} cannot be read: ${cause instanceof Error ? cause.message : ''}`, { cause })
  })
  return parseErasures(text, place)
}

/** Lines that were cut, by a full disk or the end of a process, are left out. */
function parseErasures(text: string, place: string): Erasure[] {
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.endsWith('}'))
    .map((line) => readLine(place, line))
}

function readLine(place: string, line: string): Erasure {
  try {
    return v.parse(erasureSchema, JSON.parse(line))
  } catch (cause) {
    throw new ConfigError(`${place} holds a line that is not an erasure`, { cause })
  }
}
