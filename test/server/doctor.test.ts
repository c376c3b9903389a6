import assert from 'node:assert/strict'
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { createBlobStore } from '../../packages/server/dist/media/blob-store.js'
import { runDoctor, writeReport } from '../../packages/server/dist/doctor/run-doctor.js'
import { runModeration } from '../../packages/server/dist/rights-commands.js'
import { startFullServer } from '../support/full-server.ts'
import type { FullServer } from '../support/full-server.ts'
import { readPost } from '../support/posts.ts'
import { runCommand } from '../support/run-command.ts'

describe('doctor', () => {
  let server: FullServer
  before(async () => {
    server = await startFullServer()
  })
  after(() => server.close())

  const examine = (isRepairing = false) =>
    runDoctor({
      databaseUrl: server.databaseUrl,
      pictures: createBlobStore(server.config.mediaDir),
      folders: {},
      isRepairing,
    })
  /** Everything that is not well, by its subject. */
  const faults = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await examine()).flatMap(({ state, subject, detail = '' }) => (state === 'ok' ? [] : [[subject, detail]])),
    )

  it('finds a server well that has written, commented, liked and deleted', async () => {
    const { id } = server.posts.comment
    await server.ben.fetch(`/v1/posts/${id}`, { method: 'DELETE' })

    assert.deepEqual(await faults(), {})
    assert.equal(writeReport(await examine()).lines.at(-1), 'All is well.')
  })

  it('counts no post that a decision hides or removes', async () => {
    const { id } = server.posts.pictured
    const decide = (kind: 'hide' | 'remove' | 'show'): Promise<string[]> =>
      runModeration(server.db, { verb: kind, target: id, ground: 'Rule 1' })

    await decide('hide')
    assert.deepEqual(await faults(), {})
    await decide('remove')
    assert.deepEqual(await faults(), {})
    await decide('show')
    assert.deepEqual(await faults(), {})
  })

  it('finds wrong counters while the server runs, and counts them again only when told to', async () => {
    const { plain } = server.posts
    await sql`update posts set likes_count = 7 where id = ${plain.id}`.execute(server.db)
    await sql`update users set posts_count = posts_count + 1, followers_count = 3 where id = ${server.anna.userId}`.execute(
      server.db,
    )

    const expected = {
      'counters of posts': `1: ${plain.id}`,
      'counters of users': `1: ${server.anna.userId}`,
    }
    assert.deepEqual(await faults(), expected)
    assert.deepEqual(await faults(), expected)

    const repaired = (await examine(true)).filter(({ state }) => state === 'repaired')
    assert.deepEqual(
      repaired.map(({ subject, detail }) => [subject, detail]),
      [
        ['counters of posts', '1'],
        ['counters of users', '1'],
      ],
    )
    assert.deepEqual(await faults(), {})
    assert.equal((await readPost(server, plain.id)).counts.likes, 1)
  })

  it('repairs without losing what people do meanwhile', async () => {
    const { plain } = server.posts
    await sql`update posts set likes_count = 90 where id = ${plain.id}`.execute(server.db)
    const liking = (async () => {
      for (let n = 0; n < 10; n += 1) {
        await server.anna.fetch(`/v1/posts/${plain.id}/likes/me`, { method: n % 2 === 0 ? 'PUT' : 'DELETE' })
      }
      await server.anna.fetch(`/v1/posts/${plain.id}/likes/me`, { method: 'PUT' })
    })()

    await examine(true)
    await liking

    assert.deepEqual(await faults(), {})
    assert.equal((await readPost(server, plain.id)).counts.likes, 2)
  })

  it('finds pictures without files and files without rows, and leaves both', async () => {
    const media = await server.upload(server.anna)
    const stray = 'default/00000000-0000-4000-8000-000000000000'
    await rm(join(server.config.mediaDir, 'default', media.id), { recursive: true })
    await mkdir(join(server.config.mediaDir, stray))
    await writeFile(join(server.config.mediaDir, stray, '320.webp'), 'x')
    assert.deepEqual(await faults(), { 'pictures without files': `1: default/${media.id}` })

    await utimes(join(server.config.mediaDir, stray), 0, 0)

    assert.deepEqual(await faults(), {
      'pictures without files': `1: default/${media.id}`,
      'files of pictures without rows': `1: ${stray}`,
    })
    await sql`delete from media where id = ${media.id}`.execute(server.db)
    await rm(join(server.config.mediaDir, stray), { recursive: true })
  })

  it('finds what no query of the server would show', async () => {
    const { plain, pictured } = server.posts
    const { db } = server
    await sql`delete from events where kind = 'post.created' and subject = ${pictured.id}`.execute(db)
    await sql`update post_tags set position = position + 1 where post_id = ${plain.id}`.execute(db)
    await sql`update secrets set retired_at = now() - interval '1 day' where name = 'cursor'`.execute(db)
    await sql`update users set avatar_id = gen_random_uuid() where id = ${server.ben.userId}`.execute(db)
    await sql`update posts set quote_id = gen_random_uuid() where id = ${pictured.id}`.execute(db)

    assert.deepEqual(await faults(), {
      'positions without an event': `1: ${pictured.id}`,
      'tags of posts': `1: ${plain.id}`,
      secrets: 'missing: cursor; the next start makes them',
      'avatars that are not there': `1: ${server.ben.userId}`,
      'comments, quotes and remixes of posts that are not there': `1: ${pictured.id}`,
    })
  })

  it('is a command that prints a line for each check and ends with 1 when something is wrong', async () => {
    const env = {
      DATABASE_URL: server.databaseUrl,
      AI_FEED_DATA_DIR: server.config.dataDir,
      AI_FEED_MEDIA: server.config.mediaDir,
    }
    const { code, stdout, stderr } = await runCommand(['doctor'], env)
    const repair = await runCommand(['doctor', '--fix'], env)

    assert.equal(code, 1, stderr)
    assert.match(stdout, /^\w+\tfree disk of the pictures\t[\d.]+ GB, \d+ %\nok\tschema version\t\d+\n/)
    assert.match(stdout, /^wrong\tsecrets\tmissing: cursor; the next start makes them$/m)
    assert.match(stdout, /^\d+ of \d+ checks found something wrong\.\n$/m)
    assert.match(repair.stderr, /^ai-feed-server: doctor takes nothing but --repair\n$/)
  })
})
