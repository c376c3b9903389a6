import { statfs } from 'node:fs/promises'
import type pg from 'pg'
import { describeSome, shownIds } from './finding.js'
import type { Check, Finding } from './finding.js'

/** Where the pictures are. */
export interface StoredPictures {
  list(folder: string): Promise<readonly string[]>
  /** Lists the folders that were last changed before `beforeMs`. */
  listOlder(beforeMs: number): AsyncIterable<string>
}

const rowsAtOnce = 1_000
/** A bucket is asked for each folder. */
const foldersAtOnce = 16

/** Looks for every file of every picture that has not been removed, and for files beside them that no row names. */
export async function compareFiles(client: pg.ClientBase, pictures: StoredPictures): Promise<readonly Finding[]> {
  const [missing, strays] = [createTally(), createTally()]
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await client.query<{ id: string; folder: string; widths: number[] }>(
      `select id, site_id || '/' || id as folder, widths from media
      where id > $1 and state <> 'removed' order by id limit $2`,
      [after, rowsAtOnce],
    )
    for (let at = 0; at < rows.length; at += foldersAtOnce) {
      const some = rows.slice(at, at + foldersAtOnce)
      const found = await Promise.all(some.map(async (row) => ({ ...row, files: await pictures.list(row.folder) })))
      for (const { folder, widths, files } of found) {
        const named = widths.map((width) => `${width}.webp`)
        if (!named.every((file) => files.includes(file))) missing.add(folder)
        for (const file of files) if (!named.includes(file)) strays.add(`${folder}/${file}`)
      }
    }
    const last = rows.at(-1)
    if (!last) break
    after = last.id
  }
  return [
    missing.toFinding('pictures without files', 'wrong'),
    strays.toFinding('files beside pictures that no row names', 'wrong'),
  ]
}

/** Looks for a row of every folder of pictures. Those of the last hour may be about to get one, those that wait for their
 *  deletion have had one, and the hourly sweep deletes what is left. */
export async function findFilesWithoutRows(
  client: pg.ClientBase,
  pictures: StoredPictures,
  nowMs: number,
): Promise<Finding> {
  const strays = createTally()
  for await (const folder of pictures.listOlder(nowMs - 7_200_000)) {
    const [siteId, id] = folder.split('/')
    if (siteId?.startsWith('.') === true) continue
    const { rows } = await client.query(
      `select from media where site_id = $1 and id = $2 union all select from blob_deletions where key = $3`,
      [siteId, id, folder],
    )
    if (rows.length === 0) strays.add(folder)
  }
  return strays.toFinding('files of pictures without rows', 'wrong')
}

/** Looks at the free space of the disk that a folder is on. */
export function checkDisk(name: string, folder: string): Check {
  return async () => {
    const subject = `free disk of the ${name}`
    try {
      const { bsize, bavail, blocks } = await statfs(folder)
      const freeBytes = bsize * bavail
      const isLow = freeBytes < lowBytes || bavail < blocks * lowShare
      const detail = `${(freeBytes / 1e9).toFixed(1)} GB, ${Math.round((100 * bavail) / blocks)} %`
      return { state: isLow ? 'wrong' : 'ok', subject, detail }
    } catch (error) {
      return { state: 'wrong', subject, detail: error instanceof Error ? error.message : String(error) }
    }
  }
}

const lowBytes = 1_000_000_000
const lowShare = 0.05

function createTally() {
  const named: string[] = []
  let total = 0
  return {
    add(id: string): void {
      total += 1
      if (named.length < shownIds) named.push(id)
    },
    toFinding: (subject: string, state: 'note' | 'wrong'): Finding =>
      total === 0 ? { state: 'ok', subject } : { state, subject, detail: describeSome(total, named) },
  }
}
