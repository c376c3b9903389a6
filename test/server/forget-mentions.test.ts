import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import {
  findPostsNaming,
  forgetInProfiles,
  forgetMentions,
} from '../../packages/server/dist/erasure/forget-mentions.js'
import { forgetMention } from '../../packages/server/dist/posts/forget-mention.js'
import { insertPost, insertUser } from '../support/content-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

const siteId = 'default'
const none = '00000000-0000-0000-0000-000000000000'

describe('forgetting who was named', () => {
  let database: TestDatabase
  let pool: Database
  let ben: string
  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 2 })
    ben = await insertUser(pool.db, siteId, 'ben')
    await pool.db.transaction().execute(async (trx) => {
      await sql`set local statement_timeout = 0`.execute(trx)
      await sql`
      insert into posts (site_id, author_id, position, text, visibility, comment_policy, remix_policy, ai_preferences, labels)
      select ${siteId}, ${ben}, n, case when n % 10 = 0
          then jsonb_build_array(jsonb_build_object('type', 'mention', 'text', '@x', 'handle', 'somebody_' || n % 500))
          else jsonb_build_array(jsonb_build_object('type', 'text', 'text', 'words ' || n)) end,
        'public', 'everyone', 'everyone', '{}', '[]'
      from generate_series(1, 20_000) n`.execute(trx)
      await sql`insert into post_edits (post_id, version, site_id, text) select id, 1, site_id, text from posts`.execute(
        trx,
      )
      await sql`
      insert into users (site_id, handle, handle_key, bio)
      select ${siteId}, 'user_' || n, 'user_' || n, case when n % 20 = 0 then 'a friend of @friend_' || n else 'hello' end
      from generate_series(1, 5_000) n`.execute(trx)
    })
    for (const table of ['posts', 'users', 'post_edits']) await sql`analyze ${sql.table(table)}`.execute(pool.db)
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  const deps = () => ({
    db: pool.db,
    forgetMention,
    publish: async () => void (await sql`select publish()`.execute(pool.db)),
  })
  const mention = (handle: string): string =>
    JSON.stringify([
      { type: 'text', text: 'to ' },
      { type: 'mention', text: `@${handle}`, handle },
    ])
  const write = async (handle: string, position: number | null = 30_000): Promise<string> => {
    const id = await insertPost(pool.db, { siteId, authorId: ben, ...(position !== null && { position }) })
    await sql`update posts set text = ${mention(handle)}::jsonb where id = ${id}`.execute(pool.db)
    return id
  }
  const textOf = async (id: string): Promise<string | undefined> => {
    const { text } = await pool.db.selectFrom('posts').select('text').where('id', '=', id).executeTakeFirstOrThrow()
    return text.map((segment) => segment.text).join('')
  }
  const explain = async (query: RawBuilder<unknown>): Promise<string> => {
    const { rows } = await sql<Record<'QUERY PLAN', string>>`explain ${query}`.execute(pool.db)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }

  it('reads neither all posts nor all profiles', async () => {
    const posts = await explain(findPostsNaming(siteId, 'somebody_20', none))
    const profiles = await explain(forgetInProfiles(siteId, 'friend_40'))

    assert.match(posts, /posts_mentions/)
    assert.match(posts, /post_edits_mentions/)
    assert.doesNotMatch(posts, /Seq Scan on posts|posts_pkey/)
    assert.match(profiles, /users_bio_words/)
    assert.doesNotMatch(profiles, /Seq Scan/)
  })

  it('reaches posts and their earlier texts, and nobody of a like name or another site', async () => {
    const [named, like, edited] = [await write('clara'), await write('clara_b', 30_001), await write('dora', 30_002)]
    const other = await insertPost(pool.db, {
      siteId: 'other',
      authorId: await insertUser(pool.db, 'other', 'otto'),
      position: 30_003,
    })
    await sql`update posts set text = ${mention('clara')}::jsonb where id = ${other}`.execute(pool.db)
    await pool.db
      .insertInto('post_edits')
      .values({ post_id: edited, version: 1, site_id: siteId, text: mention('clara') })
      .execute()

    await forgetMentions(deps(), { siteId, handle: 'clara' })

    const texts = await Promise.all([named, like, edited, other].map(textOf))
    assert.deepEqual(texts, ['to @…', 'to @clara_b', 'to @dora', 'to @clara'])
    const edits = await pool.db.selectFrom('post_edits').select('text').where('post_id', '=', edited).execute()
    assert.equal(edits[0]?.text.at(-1)?.text, 'to @…')
  })

  it('goes on past more posts than it takes at once, and past what is not published yet', async () => {
    await write('everywhere', null)
    await sql`
      insert into posts (site_id, author_id, position, text, visibility, comment_policy, remix_policy, ai_preferences, labels)
      select ${siteId}, ${ben}, 40_000 + n, ${mention('everywhere')}::jsonb, 'public', 'everyone', 'everyone', '{}', '[]'
      from generate_series(1, 210) n`.execute(pool.db)

    await forgetMentions(deps(), { siteId, handle: 'everywhere' })

    const { rows } = await findPostsNaming(siteId, 'everywhere', none).execute(pool.db)
    assert.equal(rows.length, 1)
  })

  for (const [bio, becomes] of [
    ['I love @emil!', 'I love @…!'],
    ['(@Emil), @EMIL and @emil_b', '(@…), @… and @emil_b'],
    ['mail me: a@emil.example, https://x.example/@emil', 'mail me: a@emil.example, https://x.example/@emil'],
    ['für@emil 日本@emil と @emil。', 'für@emil 日本@emil と @…。'],
  ] as const) {
    it(`makes “${becomes}” of the profile “${bio}”`, async () => {
      await sql`update users set bio = ${bio} where id = ${ben}`.execute(pool.db)

      await forgetMentions(deps(), { siteId, handle: 'emil' })

      const user = await pool.db.selectFrom('users').select('bio').where('id', '=', ben).executeTakeFirstOrThrow()
      assert.equal(user.bio, becomes)
    })
  }
})
