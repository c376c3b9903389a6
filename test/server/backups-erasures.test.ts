import assert from 'node:assert/strict'
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addErasure } from '../../packages/server/dist/database/erasures.js'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import { createErasureFile } from '../../packages/server/dist/backups/erasure-file.js'
import { createErasureLog, readErasures } from '../../packages/server/dist/backups/erasure-log.js'
import { createLog } from '../../packages/server/dist/log.js'
import { backUp, listAllErasures, restore } from '../../packages/server/dist/operate.js'
import type { FullServer } from '../support/full-server.ts'
import { startFullServer } from '../support/full-server.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import { testConfig } from '../support/test-server.ts'

const log = createLog({ write: () => {} })

describe('erasures', () => {
  let folder: string
  let server: FullServer
  let archive: string
  let exported: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-erasures-'))
    server = await startFullServer()
    archive = join(folder, 'before.tar.gz')
    exported = join(folder, 'erasures.jsonl')
    await backUp(server.config, log, archive)
    await server.anna.fetch(`/v1/posts/${server.posts.pictured.id}`, { method: 'DELETE' })
    await server.db.transaction().execute((trx) => addErasure(trx, 'default', 'user', server.ben.userId))
    await writeFile(exported, (await listAllErasures(server.config, log)).map((line) => `${line}\n`).join(''))
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function restoreWith(prepare: (mediaDir: string) => Promise<void>, erasuresPath?: string) {
    const database = await makeTestDatabase()
    const dataDir = await mkdtemp(join(folder, 'place-'))
    const config = testConfig({ dataDir, mediaDir: join(dataDir, 'media'), databaseUrl: database.url })
    await prepare(config.mediaDir)
    const lines = await restore(config, log, { path: archive, ...(erasuresPath !== undefined && { erasuresPath }) })
    const { db, close } = openDatabase(database.url, { max: 1 })
    const { rows } = await sql<{ words: string; users: string[]; due: number; known: number; comments: number }>`
      select (select text::text from posts where id = ${server.posts.pictured.id}) as words,
        (select array_agg(handle::text order by handle) from users where state <> 'deleted') as users,
        (select count(*) from blob_deletions) as due, (select count(*) from erasures) as known,
        (select comments_count from posts where id = ${server.posts.plain.id}) as comments`.execute(db)
    await close()
    await database.drop()
    return { lines, found: rows[0] }
  }

  // Of the user who is erased again the posts are erased, too.
  const gone = { words: '[]', users: ['anna_full'], due: 1, known: 3, comments: 0 }

  it('made after a backup happen again when it is restored, by a file that was exported', async () => {
    const { lines, found } = await restoreWith(async () => {}, exported)

    assert.equal(lines.at(-1), 'erased again what was erased since: 2')
    assert.deepEqual(found, gone)
  })

  it('happen again by what lies beside the pictures, cut lines and repeated ones left out', async () => {
    await createErasureLog(server.db, createErasureFile(join(server.config.mediaDir, '.ai-feed-erasures')))()
    await appendFile(join(server.config.mediaDir, '.ai-feed-erasures'), '{"kind":"post","id":"0198')

    const { found } = await restoreWith((mediaDir) => cp(server.config.mediaDir, mediaDir, { recursive: true }))

    assert.deepEqual(found, gone)
  })

  it('do not happen when nobody knows of them', async () => {
    const { lines, found } = await restoreWith(async () => {})

    assert.equal(lines.length, 1)
    assert.deepEqual([found?.users.length, found?.known, found?.comments], [2, 0, 1])
  })

  it('are written beside the pictures once each, also by a process that starts later', async () => {
    const path = join(folder, 'log')
    const [first, second] = [1, 2].map(() => createErasureLog(server.db, createErasureFile(path)))
    await first?.()
    await first?.()
    const known = (await readErasures(path)).length
    await server.db
      .transaction()
      .execute((trx) => addErasure(trx, 'default', 'media', '00000000-0000-4000-8000-000000000001'))
    await first?.()
    await second?.()

    const lines = (await readFile(path, 'utf8')).trim().split('\n')
    assert.equal(known, 2)
    assert.equal(new Set(lines).size, 3)
    assert.equal(lines.filter((line) => line.includes('"media"')).length > 0, true)
  })

  it('of a file that holds something else stop the restore', async () => {
    const path = join(folder, 'strange')
    await writeFile(path, '{"kind":"comet"}\n')

    await assert.rejects(
      restoreWith(async () => {}, path),
      /^ConfigError: .*strange holds a line that is not an erasure$/,
    )
  })
})
