import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { defaultLimits } from '@ai-feed/protocol'
import type { Media } from '@ai-feed/protocol'
import { createBlobStore } from '../../packages/server/dist/media/blob-store.js'
import type { BlobStore } from '../../packages/server/dist/media/blob-store.js'
import { sweepMedia, sweepOrphanBlobs } from '../../packages/server/dist/media/sweep-media.js'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { gradient } from '../support/pictures.ts'
import { createScriptedGenerator } from '../support/scripted-generator.ts'

describe('sweeps of media', () => {
  let server: PictureServer
  let blobs: BlobStore
  let anna: PictureUser
  const { signal } = new AbortController()
  before(async () => {
    server = await startPictureServer({ generator: createScriptedGenerator() })
    blobs = createBlobStore(server.mediaDir)
    anna = await server.user()
  })
  after(() => server.close())

  const upload = async (): Promise<Media> =>
    (await (await anna.upload(await gradient(60, 40).png().toBuffer())).json()) as Media
  const statusOf = async (media: Media): Promise<number> => (await server.get(media.sources[0]?.url ?? '')).status
  const age = (media: Media, days: number): Promise<unknown> =>
    sql`update media set created_at = now() - make_interval(days => ${days}) where id = ${media.id}`.execute(server.db)
  const foldersOfSite = (): Promise<string[]> => readdir(join(server.mediaDir, 'default'))

  it('forget drafts that no post took in 15 days, and keep younger, posted and worn ones', async () => {
    const [forgotten, young, posted, avatar] = [await upload(), await upload(), await upload(), await upload()]
    await anna.post(posted)
    await sql`update users set avatar_id = ${avatar.id} where id = ${anna.viewer.userId}`.execute(server.db)
    for (const media of [forgotten, posted, avatar]) await age(media, 16)
    await age(young, 14)

    await sweepMedia({ db: server.db, blobs, limits: defaultLimits }, signal)

    assert.deepEqual(await Promise.all([forgotten, young, posted, avatar].map(statusOf)), [404, 200, 200, 200])
    // A backup that runs may be about to read them.
    const deletion = sql<{ hours: number }>`
      select extract(epoch from due_at - now())::int / 3600 as hours from blob_deletions
      where key = ${`default/${forgotten.id}`}`
    assert.ok([23, 24].includes((await deletion.execute(server.db)).rows[0]?.hours ?? 0))
    await sweepOrphanBlobs(
      { db: server.db, blobs, clock: () => Date.now() + 7_200_000 },
      { minAgeMs: 3_600_000, signal },
    )
    assert.ok((await foldersOfSite()).includes(forgotten.id))
  })

  it('delete files when they are due and not before, twice without harm', async () => {
    const [due, later] = [await upload(), await upload()]
    await sql`
      insert into blob_deletions (key, due_at) values
        (${`default/${due.id}`}, now() - interval '1 s'), (${`default/${later.id}`}, now() + interval '1 h')`.execute(
      server.db,
    )

    const sweep = (): Promise<void> => sweepMedia({ db: server.db, blobs, limits: defaultLimits }, signal)
    await Promise.all([sweep(), sweep()])
    await sweep()

    const folders = await foldersOfSite()
    assert.deepEqual([folders.includes(due.id), folders.includes(later.id)], [false, true])
    const { rows } = await sql<{ key: string }>`
      select key from blob_deletions where due_at < now() + interval '2 h'`.execute(server.db)
    assert.deepEqual(rows, [{ key: `default/${later.id}` }])
  })

  it('delete files that no row names once they are an hour old, half-written and forgotten previews among them', async () => {
    const named = await upload()
    const folders = [`default/${randomUUID()}`, `.incoming/${randomUUID()}`, `.previews/${randomUUID()}`]
    const young = `default/${randomUUID()}`
    const foreign = 'default/readme'
    for (const folder of [...folders, young, foreign]) {
      await mkdir(join(server.mediaDir, folder), { recursive: true })
      await writeFile(join(server.mediaDir, folder, '320.webp'), 'x')
    }
    const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000)
    for (const folder of [...folders, foreign, `default/${named.id}`]) {
      await utimes(join(server.mediaDir, folder), twoHoursAgo, twoHoursAgo)
    }

    await sweepOrphanBlobs({ db: server.db, blobs }, { minAgeMs: 3_600_000, signal })

    for (const folder of folders)
      assert.ok(!(await readdir(join(server.mediaDir, folder, '..'))).includes(folder.split('/')[1] ?? ''))
    const left = await foldersOfSite()
    assert.ok([young.split('/')[1] ?? '', 'readme', named.id].every((name) => left.includes(name)))
    assert.equal(await statusOf(named), 200)
  })
})
