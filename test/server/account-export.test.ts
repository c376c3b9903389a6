import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { AiPreferences, Post } from '@ai-feed/protocol'
import { readArchive } from '../../packages/server/dist/exports/read-archive.js'
import { readAccountCommand, runAccountCommand, runModeration } from '../../packages/server/dist/rights-commands.js'
import { editPost } from '../support/edits.ts'
import { signUpAll } from '../support/people.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** Columns that say whose a row is, with the file of the archive that has it or the reason why none has. */
const places: Readonly<Record<string, string>> = {
  'account_links.user_id': 'a hash of what the user was given',
  'account_sessions.user_id': 'sign-ins.json',
  'appeals.user_id': 'nothing is written there',
  'blocks.other_id': 'of the other',
  'blocks.user_id': 'blocks.json',
  'bookmarks.user_id': 'bookmarks.json',
  'consents.user_id': 'consents.json',
  'follows.followee_id': 'followers.json',
  'follows.follower_id': 'following.json',
  'generations.user_id': 'generations.json',
  'idempotency.user_id': 'keys of requests for two weeks',
  'imported_posts.user_id': 'imports.json',
  'markers.user_id': 'how far notifications were read',
  'media.owner_id': 'media.json',
  'muted_words.user_id': 'muted-words.json',
  'mutes.other_id': 'of the other',
  'mutes.user_id': 'mutes.json',
  'notification_actors.actor_id': 'what the user did, in the file of that',
  'notifications.user_id': 'notifications.json',
  'passkeys.user_id': 'passkeys.json',
  'passwords.user_id': 'a hash of what the user knows',
  'posts.author_id': 'posts.json',
  'reactions.user_id': 'likes.json',
  'reports.reporter_id': 'reports.json',
  'reports.user_id': 'of the reporter',
  'reposts.user_id': 'reposts.json',
}

describe('what an archive of an account holds', () => {
  let server: TestServer
  let folder: string
  let anna: TestUser
  let ben: TestUser
  let exports = 0
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-export-'))
    server = await startTestServer()
    const users = await signUpAll(server, ['anna_made_it', 'ben_remixed'])
    anna = users.anna_made_it
    ben = users.ben_remixed
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const open = async ({ handle }: TestUser): ReturnType<typeof readArchive> => {
    const file = join(folder, `${(exports += 1)}.zip`)
    await runAccountCommand(server.db, server.config, readAccountCommand(['export', handle, file]))
    return readArchive(file)
  }
  const allowed: AiPreferences = { training: 'allow', inference: 'allow', generation: 'allow', embedding: 'allow' }
  const remix = async (author: TestUser, source: Post): Promise<Post> => {
    const post = await writePost(author, { text: 'another one', aiPreferences: allowed })
    await server.db.updateTable('posts').set({ remix_of: source.id }).where('id', '=', post.id).execute()
    return post
  }

  it('permits of a remix no more than its sources do when it is written', async () => {
    const source = await writePost(anna, { text: 'first', aiPreferences: allowed })
    const post = await remix(ben, source)
    const findIn = async (): Promise<AiPreferences | undefined> => {
      const archive = await open(ben)
      archive.close()
      return archive.posts.find(({ id }) => id === post.id)?.aiPreferences
    }

    const before = await findIn()
    await editPost(anna, await readPost(anna, source.id), { aiPreferences: { training: 'deny' } })

    assert.deepEqual(before, allowed)
    assert.deepEqual(await findIn(), { ...allowed, training: 'deny' })
  })

  it('names no author of a source that the user may not see', async () => {
    const source = await writePost(anna, { text: 'root' })
    const post = await remix(ben, source)
    await editPost(anna, await readPost(anna, source.id), { visibility: 'followers' })

    const archive = await open(ben)
    archive.close()

    assert.deepEqual(archive.posts.find(({ id }) => id === post.id)?.lineage, [{ id: source.id }])
  })

  it('is everything that the database has of a user', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.conrelid::regclass || '.' || a.attname as name
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
      where c.contype = 'f' and c.confrelid = 'users'::regclass order by 1`.execute(server.db)
    await ben.fetch('/v1/reports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: 'anna_made_it', category: 'spam', reason: 'too much', goodFaith: true }),
    })

    const archive = await open(ben)

    assert.deepEqual(
      rows.map(({ name }) => name),
      Object.keys(places),
    )
    for (const file of Object.values(places).filter((place) => place.endsWith('.json'))) {
      const bytes = await archive.readPicture(file, 1_000_000)
      assert.ok(bytes, file)
      assert.ok(Array.isArray(JSON.parse(bytes.toString())), file)
    }
    const reports = JSON.parse(String(await archive.readPicture('reports.json', 10_000))) as { user: string }[]
    assert.deepEqual(
      reports.map(({ user }) => user),
      ['anna_made_it'],
    )
    const [signIn] = JSON.parse(String(await archive.readPicture('sign-ins.json', 10_000))) as { origin: string }[]
    assert.match(signIn?.origin ?? '', /^http/)
    archive.close()
  })

  it('says what was decided about the user, and not that somebody reported them for nothing', async () => {
    const post = await writePost(anna, { text: 'judged' })
    const headers = { 'Content-Type': 'application/json' }
    const body = JSON.stringify({ post: post.id, category: 'spam', reason: '', goodFaith: true })
    const { id } = (await (await ben.fetch('/v1/reports', { method: 'POST', headers, body })).json()) as { id: string }
    await runModeration(server.db, { verb: 'none', target: id, ground: 'Not what @ben_remixed says' })
    await runModeration(server.db, { verb: 'hide', target: post.id, ground: 'Rule 7' })

    const archive = await open(anna)
    const decisions = JSON.parse(String(await archive.readPicture('decisions.json', 10_000))) as { kind: string }[]
    archive.close()

    assert.deepEqual(
      decisions.map(({ kind }) => kind),
      ['hide'],
    )
  })
})
