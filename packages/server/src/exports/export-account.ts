import { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import { ZipFile } from 'yazl'
import type { Schema } from '../database/schema.js'
import type { ExportAccount } from '../ports.js'
import type { ReadLargestSource } from '../rights-ports.js'
import { archiveFiles } from './archive-format.js'
import { mediaFile, readArchivedPosts } from './archived-posts.js'
import { readSection, sections } from './archived-rows.js'

export interface ExportDeps {
  readonly db: Kysely<Schema>
  readonly publicUrl: string
  readonly readLargestSource: ReadLargestSource
  readonly clock: () => number
}

/** Makes the function that writes everything a user has as one zip archive, file by file as it is read: what waits in memory is
 *  one page of rows or one picture, however much there is. */
export function createExportAccount({ db, publicUrl, readLargestSource, clock }: ExportDeps): ExportAccount {
  return (siteId, userId) => {
    const zip = new ZipFile()
    const output = zip.outputStream as Readable
    zip.on('error', (error: Error) => output.destroy(error))
    const add = (name: string, chunks: () => AsyncIterable<string | Uint8Array>, compress = true): void =>
      zip.addReadStreamLazy(name, { compress, mode: 0o100600 }, (give) =>
        give(null, Readable.from(chunks(), { objectMode: false })),
      )

    void addAll().then(
      () => zip.end(),
      (error: Error) => output.destroy(error),
    )
    return Readable.toWeb(output) as ReadableStream<Uint8Array>

    async function addAll(): Promise<void> {
      const profile = await readProfile(db, siteId, userId)
      const head = { format: 1, server: publicUrl, site: siteId, handle: profile.handle }
      add(archiveFiles.head, () => one({ ...head, exportedAt: new Date(clock()).toISOString() }))
      add(archiveFiles.profile, () => one(profile))
      add(archiveFiles.posts, () => list(readArchivedPosts(db, siteId, userId)))
      for (const section of sections) add(section.file, () => list(readSection(db, section, siteId, userId)))
      const pictures = await db
        .selectFrom('media')
        .select(['id', 'widths'])
        .where('site_id', '=', siteId)
        .where('owner_id', '=', userId)
        .where('state', '<>', 'removed')
        .orderBy('id')
        .execute()
      for (const { id, widths } of pictures) {
        add(mediaFile(id), () => picture(readLargestSource, siteId, id, widths), false)
      }
    }
  }
}

async function* one(value: object): AsyncGenerator<string> {
  yield `${JSON.stringify(value, undefined, 2)}\n`
}

async function* list(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const item of items) {
    yield separator + JSON.stringify(item)
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}

/** A picture that was removed meanwhile leaves an empty file: its name is written already. */
async function* picture(
  read: ReadLargestSource,
  siteId: string,
  id: string,
  widths: readonly number[],
): AsyncGenerator<Uint8Array> {
  const bytes = await read(siteId, id, widths)
  if (bytes) yield bytes
}

async function readProfile(db: Kysely<Schema>, siteId: string, userId: string) {
  const {
    avatar_id: avatarId,
    created_at: createdAt,
    sso_sub: idAtHost,
    ...user
  } = await db
    .selectFrom('users')
    .select(['id', 'handle', 'name', 'bio', 'avatar_id', 'created_at', 'defaults', 'sso_sub'])
    .where('id', '=', userId)
    .where('site_id', '=', siteId)
    .executeTakeFirstOrThrow()
  return {
    ...user,
    ...(avatarId !== null && { avatar: mediaFile(avatarId) }),
    ...(idAtHost !== null && { idAtHost }),
    createdAt: createdAt.toISOString(),
  }
}
