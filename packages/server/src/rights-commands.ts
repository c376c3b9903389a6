import { open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import { createUser } from './accounts/create-user.js'
import { tidyName } from './accounts/display-name.js'
import { setUserState } from './accounts/user-state.js'
import type { Config } from './config.js'
import { ConfigError } from './config-error.js'
import { findSiteId } from './database/find-site-id.js'
import type { Schema } from './database/schema.js'
import { runModerationCommand } from './decisions/moderation-command.js'
import type { ModerationCommand } from './decisions/moderation-command.js'
import { deleteUser } from './erasure/delete-user.js'
import { eraseUser } from './erasure/erase-user.js'
import { createPublish } from './events/create-publish.js'
import { createExportAccount } from './exports/export-account.js'
import { importAccount } from './exports/import-account.js'
import { readArchive } from './exports/read-archive.js'
import { endGenerations, endGenerationsWithin } from './generations/end-generations.js'
import { HttpProblem } from './http/http-problem.js'
import { createImages } from './images/images.js'
import type { BlobStore } from './media/blob-store.js'
import { createMedia } from './media/create-media.js'
import type { MediaStore } from './media/media-store.js'
import { openPictures } from './open-pictures.js'
import { notify } from './notifications/notify.js'
import type { DeleteAccount } from './ports.js'
import type { DecideAboutUser } from './rights-ports.js'
import { erasePost, postDecisions } from './posts/decide-post.js'
import { forgetMention } from './posts/forget-mention.js'
import { createImportPost } from './posts/import-post.js'

/** What `ai-feed-server account …` was asked to do. */
export interface AccountCommand {
  readonly verb: 'export' | 'import'
  readonly file: string
  readonly handle: string
  readonly siteId?: string
}

/** Reads the words after `account`.
 *  @throws ConfigError with one sentence for words that say nothing. */
export function readAccountCommand(args: readonly string[]): AccountCommand {
  const usage = 'account takes "export HANDLE FILE" or "import HANDLE FILE", with --site'
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { site: { type: 'string' } },
    })
    const [verb, handle, file, ...rest] = positionals
    if ((verb === 'export' || verb === 'import') && handle !== undefined && file !== undefined && rest.length === 0) {
      return { verb, handle, file, ...(values.site !== undefined && { siteId: values.site }) }
    }
  } catch (cause) {
    throw new ConfigError(usage, { cause })
  }
  throw new ConfigError(usage)
}

/** Writes a user's archive to a new file, or brings one to a user, who is made without a password when there is none.
 *  @returns the lines to print.
 *  @throws ConfigError with one sentence when it cannot be done. */
export async function runAccountCommand(
  db: Kysely<Schema>,
  config: Config,
  command: AccountCommand,
): Promise<string[]> {
  const siteId = await findSiteId(db, command.siteId)
  const { blobs } = openPictures(config)
  const store = openMediaStore(db, config, blobs)
  return command.verb === 'export'
    ? exportTo(db, config, store, siteId, command)
    : importFrom(db, config, store, siteId, command)
}

/** Carries a decision of the operator out, or shows reports, the log or keys. */
export function runModeration(db: Kysely<Schema>, command: ModerationCommand): Promise<string[]> {
  return runModerationCommand(
    db,
    {
      posts: postDecisions,
      erasePost,
      setUserState,
      tell: notify.tell,
      endGenerations: endGenerationsWithin,
    },
    command,
  )
}

/** Makes the function by which the operator suspends users and lets them back in. */
export function createDecideAboutUser(db: Kysely<Schema>): DecideAboutUser {
  return async ({ siteId, handle, kind, ground }) => {
    await runModeration(db, { siteId, verb: kind, target: handle, ground })
  }
}

/** Makes the function that deletes an account and is done only when everything of it is erased. */
export function createDeleteNow(db: Kysely<Schema>): DeleteAccount {
  const erasure = {
    db,
    publish: createPublish(db, () => {}),
    erasePost,
    forgetMention,
    endGenerations: (user: { siteId: string; userId: string }) => endGenerations(db, user),
  }
  return async (siteId, userId) => {
    await db.transaction().execute((trx) => deleteUser(trx, siteId, userId))
    await eraseUser(erasure, { siteId, userId })
  }
}

async function exportTo(
  db: Kysely<Schema>,
  config: Config,
  store: MediaStore,
  siteId: string,
  { handle, file }: AccountCommand,
): Promise<string[]> {
  const userId = await findUser(db, siteId, handle)
  if (userId === undefined) throw new ConfigError(`site ${siteId} has no user ${handle}`)
  const target = await open(file, 'wx', 0o600).catch((cause: unknown) => {
    throw new ConfigError(`${file} cannot be made: ${String(cause)}`, { cause })
  })
  const exportAccount = createExportAccount({
    db,
    publicUrl: config.publicUrl,
    readLargestSource: store.readLargestSource,
    clock: Date.now,
  })
  try {
    await pipeline(Readable.fromWeb(exportAccount(siteId, userId)), target.createWriteStream())
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
  return [file]
}

async function importFrom(
  db: Kysely<Schema>,
  { limits }: Config,
  store: MediaStore,
  siteId: string,
  { handle, file }: AccountCommand,
): Promise<string[]> {
  const archive = await readArchive(file)
  try {
    const userId = (await findUser(db, siteId, handle)) ?? (await makeUser(db, siteId, handle, archive.profile.name))
    const importPost = createImportPost(limits)
    const { imported, known, left } = await importAccount({
      db,
      limits,
      importPost,
      prepareMedia: store.prepareMedia,
      clock: Date.now,
      archive,
      siteId,
      userId,
    })
    return [
      `${imported} posts imported, ${known} were there, ${left.length} left out`,
      ...left.map(({ id, reason }) => `${id}\t${reason}`),
    ]
  } finally {
    archive.close()
  }
}

async function makeUser(db: Kysely<Schema>, siteId: string, handle: string, name: string): Promise<string> {
  try {
    return (await createUser(db, { siteId, handle, name: [...tidyName(name.toWellFormed())].slice(0, 50).join('') })).id
  } catch (cause) {
    if (cause instanceof HttpProblem) throw new ConfigError(cause.message, { cause })
    throw cause
  }
}

async function findUser(db: Kysely<Schema>, siteId: string, handle: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('site_id', '=', siteId)
    .where('handle', '=', handle.toLowerCase())
    .where('state', '<>', 'deleted')
    .executeTakeFirst()
  return row?.id
}

/** Addresses are never written here, so there is no key to sign them with; and nobody uploads, so there is nothing to judge. */
function openMediaStore(db: Kysely<Schema>, { limits, mediaUrl }: Config, blobs: BlobStore): MediaStore {
  const { store } = createMedia({
    db,
    limits,
    images: createImages(limits),
    blobs,
    mediaUrl,
    keys: () => [],
    clock: Date.now,
    moderatePicture: async () => ({ isAllowed: true }),
  })
  return store
}
