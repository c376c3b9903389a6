import * as v from 'valibot'

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const name = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,62}$/))

/** The last entry of an archive: what the others must add up to. */
export const manifestSchema = v.object({
  format: v.literal('ai-feed-backup-1'),
  /** By the clock of the database. */
  createdAt: v.string(),
  postgres: v.string(),
  /** Number of the last migration. */
  schemaVersion: count,
  /** The id that database and media folder share. */
  mediaId: v.optional(v.string()),
  tables: v.array(v.object({ name, columns: v.array(name), rows: count, bytes: count, sha256: hash })),
  sequences: v.array(v.object({ name, lastValue: v.pipe(v.string(), v.regex(/^-?\d+$/)), isCalled: v.boolean() })),
  /** `sha256` is over a line for each file, in the order of the archive: its name, its size and its own hash.
   *  `missing` pictures had a row and no file when the backup was made. */
  media: v.object({ files: count, bytes: count, missing: count, sha256: hash }),
})

/** What an archive holds. */
export type Manifest = v.InferOutput<typeof manifestSchema>

/** Names of the entries of an archive. The parts of a table are its text (COPY … TO STDOUT) cut anywhere. */
export const manifestName = 'manifest.json'

/** Names a part of a table's text. */
export function nameTablePart(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(8, '0')}`
}

/** Names a file of a picture. */
export function nameMediaFile(folder: string, file: string): string {
  return `media/${folder}/${file}`
}

/** What an entry is, by its name. */
export type EntryName =
  | { readonly kind: 'manifest' }
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'media'; readonly folder: string; readonly file: string }

/** Reads the name of an entry; undefined for one that no archive of ours has. Nothing that leads out of a folder passes. */
export function readEntryName(text: string): EntryName | undefined {
  if (text === manifestName) return { kind: 'manifest' }
  const table = /^tables\/([a-z][a-z0-9_]{0,62})\/\d{8}$/.exec(text)?.[1]
  if (table !== undefined) return { kind: 'table', table }
  const media = /^media\/([a-z0-9][a-z0-9-]{0,39}\/[0-9a-f-]{36})\/([a-z0-9][a-z0-9.-]{0,63})$/.exec(text)
  const [, folder, file] = media ?? []
  return folder !== undefined && file !== undefined ? { kind: 'media', folder, file } : undefined
}
