import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Starts the embedded PostgreSQL of a folder, and fills it when that was not done before: the folder is kept, so that the next
 *  bench of this size begins at once.
 *  @returns its address, the process id of its postmaster, and the function that stops it. */
export async function startBenchDatabase(folder, { posts, users }) {
  const { createLog } = await import('../../packages/server/dist/log.js')
  const { startEmbeddedPostgres } = await import('../../packages/server/dist/database/embedded-postgres.js')
  await mkdir(folder, { recursive: true })
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: createLog({ write: () => {} }) })
  try {
    await prepare(postgres.url, join(folder, 'media'))
    await fill(postgres.url, folder, { posts, users })
    await forgetRuns(postgres.url)
    return { url: postgres.url, postmasterId: await findPostmasterId(postgres.url), stop: () => postgres.stop() }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

async function fill(url, folder, sizes) {
  const mark = join(folder, 'seeded')
  if (existsSync(mark)) return
  console.log(`Seeding ${sizes.posts} posts of ${sizes.users} people into ${folder}, once …`)
  const { seed } = await import('./seed.mjs')
  await seed(url, sizes)
  await writeFile(mark, JSON.stringify(sizes))
}

/** Brings tables that were filled by an earlier release up to this one. And a server does not start on rows of pictures whose folder
 *  it has not seen before. */
async function prepare(url, mediaFolder) {
  const { openDatabase } = await import('../../packages/server/dist/database/database.js')
  const { createFolderMark } = await import('../../packages/server/dist/database/media-folder.js')
  const { claimMedia } = await import('../../packages/server/dist/database/media-mark.js')
  const { migrate } = await import('../../packages/server/dist/database/migrate.js')
  const { db, close } = openDatabase(url, { max: 1 })
  await migrate(db)
  await claimMedia(db, createFolderMark(mediaFolder))
  await close()
}

/** Takes away what earlier runs have posted: it would stand on top of every feed. */
async function forgetRuns(url) {
  await query(url, `delete from posts where site_id = 'bench' and topic = 'bench'`)
  await query(url, 'vacuum analyze posts, post_tags, events, dpop_jti')
}

/** The folder of the cluster has its number in the first line of `postmaster.pid`. */
async function findPostmasterId(url) {
  const rows = await query(url, `select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as id`)
  return rows[0].id
}

/** Asks a database one question, on a connection of its own. */
export async function query(url, text, values) {
  const { openDatabase } = await import('../../packages/server/dist/database/database.js')
  const database = openDatabase(url, { max: 1 })
  try {
    await database.executeSql('set statement_timeout = 0')
    return (await database.executeSql(text, values)).rows
  } finally {
    await database.close()
  }
}
