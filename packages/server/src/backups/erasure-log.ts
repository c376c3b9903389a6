import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import * as v from 'valibot'
import { ConfigError } from '../config-error.js'
import type { Db, Schema } from '../database/schema.js'

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

/** Creates the sweep that copies erasures into a file beside the pictures, where a restored database finds those that it
 *  does not know of. The file grows by a line for each and is never rewritten; several processes may write it.
 *  Lines may come twice, which changes nothing. */
export function createErasureLog(db: Kysely<Schema>, path: string): () => Promise<void> {
  let since: string | undefined
  let seen: ReadonlySet<string> = new Set()

  return async () => {
    since ??= await readLastTime(path)
    // No transaction lasts ten minutes: what commits after this has a later time.
    const { rows } = await sql<{ settled: string }>`
      select to_char((now() - interval '10 minutes') at time zone 'utc', ${timeFormat}) as settled`.execute(db)
    const settled = rows[0]?.settled ?? since
    const recent = new Set<string>()
    let fresh: string[] = []
    for await (const line of listErasures(db, since)) {
      if (readLine(path, line).at >= settled) recent.add(line)
      if (!seen.has(line)) fresh.push(line)
      if (fresh.length < linesAtOnce) continue
      await append(path, fresh)
      fresh = []
    }
    await append(path, fresh)
    since = settled
    seen = recent
  }
}

const linesAtOnce = 1_000
const timeFormat = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
const beginning = '-infinity'

/** Gives the time of the last whole line, less what may have been on its way then. */
async function readLastTime(path: string): Promise<string> {
  const tail = await readTail(path)
  const line = tail.split('\n').at(-2)
  const at = line === undefined ? undefined : /"at":"([^"]+)"/.exec(line)?.[1]
  return at === undefined ? beginning : new Date(Date.parse(at) - 600_000).toISOString()
}

async function readTail(path: string): Promise<string> {
  await using file = await openOrNothing(path)
  if (!file.handle) return ''
  const { size } = await file.handle.stat()
  const from = Math.max(0, size - 4_096)
  const { buffer, bytesRead } = await file.handle.read(Buffer.alloc(4_096), 0, 4_096, from)
  return buffer.toString('utf8', 0, bytesRead)
}

async function openOrNothing(path: string): Promise<{ handle?: FileHandle } & AsyncDisposable> {
  const handle = await open(path, 'r').catch(() => undefined)
  return { ...(handle && { handle }), [Symbol.asyncDispose]: async () => handle?.close() }
}

/** Begins on a line of its own, whatever was cut before. */
async function append(path: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  const isCut = !/(?:^|\n)$/.test(await readTail(path))
  await using file = await open(path, 'a', 0o600)
  await file.appendFile(`${isCut ? '\n' : ''}${lines.join('\n')}\n`)
  await file.sync()
}

/** Reads a file of erasures. Lines that were cut, by a full disk or the end of a process, are left out.
 *  @param isOptional no file is an empty one.
 *  @throws ConfigError for a file that holds something else. */
export async function readErasures(path: string, { isOptional = false } = {}): Promise<Erasure[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    if (isOptional && cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
    throw new ConfigError(`${path} cannot be read: ${cause instanceof Error ? cause.message : ''}`, { cause })
  })
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.endsWith('}'))
    .map((line) => readLine(path, line))
}

function readLine(path: string, line: string): Erasure {
  try {
    return v.parse(erasureSchema, JSON.parse(line))
  } catch (cause) {
    throw new ConfigError(`${path} holds a line that is not an erasure`, { cause })
  }
}
