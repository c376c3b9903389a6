import assert from 'node:assert/strict'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { readArchive } from '../../packages/server/dist/backups/archive-reader.js'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import { createLog } from '../../packages/server/dist/log.js'
import { backUp, restore } from '../../packages/server/dist/operate.js'
import { startServer } from '../../packages/server/dist/server.js'
import { startFullServer } from '../support/full-server.ts'
import type { FullServer } from '../support/full-server.ts'
import { writePost } from '../support/posts.ts'
import { readAllRows } from '../support/table-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import { testConfig } from '../support/test-server.ts'

const log = createLog({ write: () => {} })

describe('a backup', () => {
  let folder: string
  let server: FullServer
  let archive: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-backup-'))
    server = await startFullServer()
    archive = join(folder, 'backup.tar.gz')
    await backUp(server.config, log, archive)
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** A database with tables and no rows, and an empty folder. */
  async function emptyPlace() {
    const database = await makeTestDatabase()
    const dataDir = await mkdtemp(join(folder, 'place-'))
    const config = testConfig({ dataDir, mediaDir: join(dataDir, 'media'), databaseUrl: database.url })
    const { db, close } = openDatabase(database.url, { max: 2 })
    return {
      config,
      db,
      mediaFiles: async () => (await readdir(config.mediaDir, { recursive: true }).catch(() => [])).toSorted(),
      async close() {
        await close()
        await database.drop()
      },
    }
  }

  it('is for its owner’s eyes only, and holds a manifest that adds up', async () => {
    const entries: string[] = []
    const manifest = await readArchive(archive, async ({ name }) => void entries.push(name.kind))

    assert.equal((await stat(archive)).mode & 0o777, 0o600)
    assert.deepEqual(await readdir(folder), ['backup.tar.gz'])
    const names = manifest.tables.map(({ name }) => name)
    for (const name of ['secrets', 'oidc', 'idempotency', 'erasures', 'follows', 'posts'])
      assert.ok(names.includes(name))
    for (const name of ['rate', 'dpop_jti', 'migrations']) assert.ok(!names.includes(name))
    assert.equal(manifest.tables.find(({ name }) => name === 'posts')?.rows, 3)
    assert.ok(manifest.sequences.some(({ name, isCalled }) => name === 'event_seq' && isCalled))
    assert.equal(entries.filter((kind) => kind === 'media').length, manifest.media.files)
    assert.ok(manifest.media.files > 0)
  })

  it('comes back row by row and file by file, and is served again to whoever was signed in', async () => {
    const place = await emptyPlace()
    const before = await readAllRows(server.db, ['migrations', 'events', 'pending_events'])
    await backUp(server.config, log, join(folder, 'whole.tar.gz'))

    const lines = await restore(place.config, log, { path: join(folder, 'whole.tar.gz') })

    assert.match(lines[0] ?? '', /^restored what was backed up at 20/)
    assert.deepEqual(await readAllRows(place.db, ['migrations', 'events', 'pending_events']), before)
    const again = await startServer({ ...place.config, publicUrl: server.url, mediaUrl: server.url }, { log })
    const { id } = server.posts.pictured
    const post = (await (await fetch(`${again.url}/v1/posts/${id}`)).json()) as typeof server.posts.pictured
    const address = (post.media[0]?.sources[0]?.url ?? '').replace(server.url, `http://127.0.0.1:${again.port}`)
    assert.equal((await fetch(address)).status, 200)
    await again.close()
    await place.close()
  })

  it('gives no position and no event number a second time', async () => {
    const place = await emptyPlace()
    await restore(place.config, log, { path: archive })
    const last = await sql<{ n: number }>`select last_value::bigint as n from event_seq`.execute(server.db)
    const next = await sql<{ n: number }>`select nextval('event_seq') as n from sites limit 1`.execute(place.db)

    assert.ok((next.rows[0]?.n ?? 0) > (last.rows[0]?.n ?? 0) + 1_000_000)
    await place.close()
  })

  it('shows one moment, though posts are written and deleted while it is made', async () => {
    const place = await emptyPlace()
    const doomed = await writePost(server.anna, {
      text: 'Gone soon',
      media: [{ id: (await server.upload(server.anna)).id, alt: 'x' }],
    })
    let isOver = false
    const writing = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const { id } = await writePost(server.ben, { text: `while it runs ${n}`, commentOn: server.posts.plain.id })
        if (n % 2 === 0) await server.ben.fetch(`/v1/posts/${id}`, { method: 'DELETE' })
        if (n === 1) await server.anna.fetch(`/v1/posts/${doomed.id}`, { method: 'DELETE' })
      }
    })()
    await backUp(server.config, log, join(folder, 'busy.tar.gz'))
    isOver = true
    await writing

    await restore(place.config, log, { path: join(folder, 'busy.tar.gz') })

    const { rows } = await sql<{ counted: number; found: number }>`
      select p.comments_count as counted, (select count(*) from posts c
        where c.comment_on = p.id and c.deleted_at is null and c.visibility = 'public') as found
      from posts p where p.id = ${server.posts.plain.id}`.execute(place.db)
    assert.equal(rows[0]?.counted, rows[0]?.found)
    await place.close()
  })

  it('never replaces a file', async () => {
    const bytes = await readFile(archive)

    await assert.rejects(
      backUp(server.config, log, archive),
      /^ConfigError: .* is there already: a backup never replaces a file$/,
    )
    assert.deepEqual(await readFile(archive), bytes)
  })

  it('is refused when a byte is wrong, its end is missing or it is something else, and leaves nothing', async () => {
    const place = await emptyPlace()
    const whole = await readFile(archive)
    const damaged = { flipped: Buffer.from(whole), cut: whole.subarray(0, -200), text: Buffer.from('not an archive\n') }
    damaged.flipped.writeUInt8(damaged.flipped.readUInt8(whole.length >> 1) ^ 1, whole.length >> 1)

    for (const [name, bytes] of Object.entries(damaged)) {
      const path = join(folder, `${name}.tar.gz`)
      await writeFile(path, bytes)
      await assert.rejects(restore(place.config, log, { path }), /^ConfigError: .*(?:is damaged|is not a backup)/, name)
      assert.deepEqual(Object.keys(await readAllRows(place.db, ['migrations'])), [], name)
      assert.deepEqual(await place.mediaFiles(), [], name)
    }
    await place.close()
  })

  it('leaves nothing when it fails half-way, and can be restored again', async () => {
    const place = await emptyPlace()
    // The last table in the archive cannot be filled.
    await sql`alter table users add constraint in_the_way check (handle <> 'ben_full')`.execute(place.db)
    await assert.rejects(restore(place.config, log, { path: archive }), /in_the_way/)
    assert.deepEqual(Object.keys(await readAllRows(place.db, ['migrations'])), [])
    assert.deepEqual(
      (await place.mediaFiles()).filter((name) => name.endsWith('.webp')),
      [],
    )
    await sql`alter table users drop constraint in_the_way`.execute(place.db)

    await restore(place.config, log, { path: archive })

    assert.equal((await sql`select from users`.execute(place.db)).rows.length, 2)
    await place.close()
  })

  it('goes into an empty database only, and beside no pictures of another one', async () => {
    const place = await emptyPlace()
    await assert.rejects(
      restore(server.config, log, { path: archive }),
      /^ConfigError: the database is not empty, there are rows in \w+: restore needs an empty one$/,
    )
    await restore(place.config, log, { path: archive })
    const other = await emptyPlace()
    const mixed = { ...other.config, mediaDir: join(folder, 'of-another') }
    await (await startServer({ ...(await emptyPlace()).config, mediaDir: mixed.mediaDir }, { log })).close()

    await assert.rejects(restore(mixed, log, { path: archive }), /belongs to another database$/)
    await Promise.all([place.close(), other.close()])
  })
})
