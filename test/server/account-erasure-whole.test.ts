import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Media } from '@ai-feed/protocol'
import { makeLink } from '../../packages/server/dist/accounts/account-links.js'
import { createDeleteNow, runModeration } from '../../packages/server/dist/rights-commands.js'
import { enterAccount } from '../support/account-browser.ts'
import { editPost } from '../support/edits.ts'
import { findAnywhere } from '../support/find-anywhere.ts'
import { mark } from '../support/marks.ts'
import { relate, signUpAll } from '../support/people.ts'
import { gradient } from '../support/pictures.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** Tables in which the id of a deleted user may stand, and why. */
const remembered: Readonly<Record<string, string>> = {
  decisions: 'a log that nobody can change',
  erasures: 'what must stay erased',
  events: 'streams, for a day',
  media: 'rows that answer 410',
  posts: 'tombstones',
  rate: 'counts of requests, for two days',
  reports: 'what others have said of the user',
  users: 'a row without a name',
}

describe('erasing a user who has used everything', () => {
  let server: TestServer
  let ben: TestUser
  let vera: TestUser
  before(async () => {
    server = await startTestServer()
    const users = await signUpAll(server, ['ben_remembers', 'vera_used_it'])
    ben = users.ben_remembers
    vera = users.vera_used_it
  })
  after(() => server.close())

  const send = async (user: TestUser, method: string, path: string, body: object): Promise<void> => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await user.fetch(path, { method, headers, body: JSON.stringify(body) })
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`)
  }
  const upload = async (): Promise<string> => {
    const body = new Uint8Array(await gradient(64, 48).png().toBuffer())
    const answer = await vera.fetch('/v1/media', { method: 'POST', headers: { 'Content-Type': 'image/png' }, body })
    return ((await answer.json()) as Media).id
  }
  /** What no route writes without a device, an archive or a provider. */
  const insertRest = async (postId: string): Promise<void> => {
    const owner = { site_id: 'default', user_id: vera.userId }
    const name = 'Xylophonia'
    await server.db.updateTable('users').set({ sso_sub: name }).where('id', '=', vera.userId).execute()
    await server.db
      .insertInto('passkeys')
      .values({ ...owner, id: 'xylophonia-key', public_key: Buffer.from('k'), name })
      .execute()
    await makeLink(server.db, { kind: 'reset', siteId: 'default', userId: vera.userId, validHours: 1 })
    await server.db
      .insertInto('imported_posts')
      .values({ ...owner, source: `https://${name} 1`, post_id: postId })
      .execute()
    await server.db
      .insertInto('generations')
      .values({
        ...owner,
        status: 'queued',
        request: JSON.stringify({ prompt: name, size: '', n: 1, seed: 1 }),
        remix_of: null,
        previews: '[]',
        reserved: false,
        called_at: null,
        error: null,
        finished_at: null,
      })
      .execute()
    await sql`
      insert into quota (scope, subject, day, used, max) values ('user', ${vera.userId}, current_date, 1, 3)`.execute(
      server.db,
    )
    await sql`
      with decided as (
        insert into decisions (site_id, user_id, kind, ground, decided_by)
        values ('default', ${vera.userId}, 'suspend', 'Rule 3', 'desk') returning id)
      insert into appeals (site_id, decision_id, user_id, reason)
      select 'default', id, ${vera.userId}, ${name} from decided`.execute(server.db)
  }

  it('leaves no word of theirs, and their id where it must be remembered alone', async () => {
    const theirs = await writePost(ben, { text: 'by ben' })
    await send(vera, 'PATCH', '/v1/me', { name: 'Xylophonia', bio: 'Xylophonia', mutedWords: ['xylophonia'] })
    await send(vera, 'PATCH', '/v1/me', { avatar: await upload() })
    const media = [{ id: await upload(), alt: 'Xylophonia' }]
    const post = await writePost(vera, { text: 'Xylophonia #music', media, topic: 'page-1' })
    await editPost(vera, post, { text: 'Xylophonia again @ben_remembers' })
    await writePost(vera, { text: 'Xylophonia answers', commentOn: theirs.id })
    await writePost(vera, { text: 'Xylophonia quotes', quote: theirs.id })
    for (const kind of ['likes', 'reposts', 'bookmarks'] as const) {
      await mark(vera, theirs.id, kind)
      await mark(ben, post.id, kind)
    }
    for (const kind of ['followers', 'mutes'] as const) {
      await relate(vera, kind, ben)
      await relate(ben, kind, vera)
    }
    await relate(ben, 'mutes', vera, false)
    await send(vera, 'POST', '/v1/reports', { post: theirs.id, category: 'other', reason: '', goodFaith: true })
    await send(ben, 'POST', '/v1/reports', { user: 'vera_used_it', category: 'other', reason: '', goodFaith: true })
    await enterAccount(server, { handle: 'vera_used_it' })
    await insertRest(post.id)
    assert.ok((await findAnywhere(server.db, ['xylophonia'])).length > 10)

    await createDeleteNow(server.db)('default', vera.userId)

    assert.deepEqual(await findAnywhere(server.db, ['xylophonia', 'vera_used_it']), [])
    const where = (await findAnywhere(server.db, [vera.userId])).map((row) => row.slice(0, row.indexOf(':')))
    assert.deepEqual(
      [...new Set(where)].filter((table) => !(table in remembered)),
      [],
    )
    const { counts } = await readPost(server, theirs.id)
    assert.deepEqual(counts, { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 0 })
    const told = (await (await ben.fetch('/v1/notifications')).json()) as { items: unknown[] }
    assert.deepEqual(told.items, [])
  })

  it('leaves the words of a report until it is decided, and no longer', async () => {
    const { rita } = await signUpAll(server, ['rita'])
    const post = await writePost(ben, { text: 'reported twice' })
    const about = { post: post.id, category: 'other', reason: 'Quagmire', goodFaith: true }
    for (let count = 0; count < 2; count += 1) await send(rita, 'POST', '/v1/reports', about)
    const reports = await server.db.selectFrom('reports').select('id').where('post_id', '=', post.id).execute()
    const decide = (id = ''): Promise<string[]> =>
      runModeration(server.db, { verb: 'none', target: id, ground: 'Rule 1' })
    await decide(reports[0]?.id)

    await createDeleteNow(server.db)('default', rita.userId)
    const waiting = await findAnywhere(server.db, ['quagmire'])
    await decide(reports[1]?.id)

    assert.equal(waiting.length, 1)
    assert.deepEqual(await findAnywhere(server.db, ['quagmire']), [])
  })
})
