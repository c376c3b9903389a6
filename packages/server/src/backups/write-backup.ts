import copyStreams from 'pg-copy-streams'
import type pg from 'pg'
import { findTables, quoteColumns, quoteName, readSchemaVersion, readSequences } from '../database/catalogue.js'
import { withLongSession } from '../database/long-session.js'
import { createArchive } from './archive-writer.js'
import type { ArchiveWriter } from './archive-writer.js'
import { createDigest } from './digest.js'
import type { Digest } from './digest.js'
import { manifestName, nameMediaFile, nameTablePart } from './manifest.js'
import type { Manifest } from './manifest.js'
import type { PictureFiles } from './picture-store.js'

/** Writes everything that the server keeps into one file, while it goes on serving.
 *
 *  All tables are read in one read-only repeatable-read transaction: they show one moment. Pictures that a row of that moment
 *  names are still there when they are read, because files are deleted 24 h after their rows.
 *  @returns what was written.
 *  @throws ConfigError when the file is there already; then, and after any other failure, nothing is left of it. */
export async function writeBackup(
  path: string,
  { databaseUrl, pictures }: { databaseUrl: string; pictures: PictureFiles },
): Promise<Manifest> {
  const archive = await createArchive(path)
  try {
    const manifest = await withLongSession(databaseUrl, 'ai-feed-backup', ({ db, client }) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(() => copy(client, archive, pictures)),
    )
    await archive.add(manifestName, Buffer.from(JSON.stringify(manifest, undefined, 2)))
    await archive.finish()
    return manifest
  } catch (error) {
    await archive.abandon()
    throw error
  }
}

async function copy(client: pg.Client, archive: ArchiveWriter, pictures: PictureFiles): Promise<Manifest> {
  const schemaVersion = await readSchemaVersion(client)
  const shapes = await findTables(client)
  // Keeps the shape of the tables until the end: a migration waits.
  if (shapes.length > 0) {
    await client.query(`lock table ${shapes.map(({ name }) => quoteName(name)).join(', ')} in access share mode`)
  }
  const { rows } = await client.query<{ at: Date; version: string }>(
    `select now() as at, current_setting('server_version') as version`,
  )
  const digest = createDigest()
  const tables: Manifest['tables'] = []
  for (const { name, columns } of shapes) {
    const count = await copyTable(client, archive, digest, name, columns)
    tables.push({ name, columns: [...columns], rows: count, ...digest.sumOfTable(name) })
  }
  const hasTable = (name: string): boolean => shapes.some((shape) => shape.name === name)
  const missing = hasTable('media') ? await copyPictures(client, archive, digest, pictures) : 0
  const instance = hasTable('instance')
    ? await client.query<{ id: string }>('select media_id as id from instance')
    : undefined
  const sequences = await readSequences(client)
  const mediaId = instance?.rows[0]?.id
  return {
    format: 'ai-feed-backup-1',
    createdAt: rows[0]?.at.toISOString() ?? '',
    postgres: rows[0]?.version ?? '',
    schemaVersion,
    ...(mediaId !== undefined && { mediaId }),
    tables,
    sequences,
    media: { ...digest.sumOfMedia(), missing },
  }
}

const partBytes = 1_048_576

/** A table is as long as it is; an entry must know its size before it begins. So the text goes in parts. */
async function copyTable(
  client: pg.Client,
  archive: ArchiveWriter,
  digest: Digest,
  name: string,
  columns: readonly string[],
): Promise<number> {
  const stream = client.query(copyStreams.to(`copy ${quoteName(name)} (${quoteColumns(columns)}) to stdout`))
  let part = 0
  let gathered: Buffer[] = []
  let gatheredBytes = 0
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(gathered)
    gathered = []
    gatheredBytes = 0
    part += 1
    digest.addToTable(name, bytes)
    await archive.add(nameTablePart(name, part), bytes)
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    gathered.push(chunk)
    gatheredBytes += chunk.byteLength
    if (gatheredBytes >= partBytes) await flush()
  }
  if (gatheredBytes > 0) await flush()
  return stream.rowCount
}

const pageRows = 1_000

/** @returns how many pictures had no file. Those of deleted posts are left out: their files are waiting to be deleted. */
async function copyPictures(
  client: pg.Client,
  archive: ArchiveWriter,
  digest: Digest,
  pictures: PictureFiles,
): Promise<number> {
  let missing = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await client.query<{ id: string; folder: string }>(
      `select id, site_id || '/' || id as folder from media where id > $1 and state <> 'removed' order by id limit $2`,
      [after, pageRows],
    )
    for (const { folder } of rows) if (!(await copyPicture(archive, digest, pictures, folder))) missing += 1
    const last = rows.at(-1)
    if (!last) return missing
    after = last.id
  }
}

async function copyPicture(
  archive: ArchiveWriter,
  digest: Digest,
  pictures: PictureFiles,
  folder: string,
): Promise<boolean> {
  const files = await pictures.list(folder)
  for (const file of files) {
    const bytes = await pictures.read(folder, file)
    if (!bytes) return false
    const name = nameMediaFile(folder, file)
    digest.addMediaFile(name, bytes)
    await archive.add(name, bytes)
  }
  return files.length > 0
}
