import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { examine } from '../../packages/server/dist/operate.js'
import { createLog } from '../../packages/server/dist/log.js'
import { startFullServer } from '../support/full-server.ts'
import type { FullServer } from '../support/full-server.ts'
import { readPost, writePost } from '../support/posts.ts'
import { runCommand } from '../support/run-command.ts'
import { signUp } from '../support/sign-in.ts'
import { mainFile, otherOrigin, serverEnvironment } from '../support/test-server.ts'

describe('site remove --erase, of a large site', () => {
  let server: FullServer
  let env: Readonly<Record<string, string>>
  before(async () => {
    server = await startFullServer()
    env = { DATABASE_URL: server.databaseUrl, AI_FEED_DATA_DIR: server.config.dataDir }
    await fill()
  })
  after(() => server.close())

  /** 2,000 users with three posts each; everybody likes one, follows the first and was told of something. */
  async function fill(): Promise<void> {
    const { db } = server
    await sql`insert into users (site_id, handle, handle_key)
      select 'other', 'user_' || n, 'user_' || n from generate_series(1, 2000) n`.execute(db)
    await sql`insert into posts (site_id, author_id, position, text, visibility, comment_policy, remix_policy, ai_preferences, labels)
      select 'other', u.id, nextval('event_seq'), '[{"type": "text", "text": "a word"}]', 'public', 'everyone', 'everyone', '{}', '[]'
      from users u cross join generate_series(1, 3) where u.site_id = 'other'`.execute(db)
    await sql`insert into reactions (site_id, post_id, user_id, type)
      select distinct on (author_id) 'other', id, author_id, 'like' from posts where site_id = 'other'`.execute(db)
    await sql`insert into follows (site_id, follower_id, followee_id)
      select 'other', id, (select min(id::text)::uuid from users where site_id = 'other') from users
      where site_id = 'other' order by id::text offset 1 on conflict do nothing`.execute(db)
    await sql`insert into media (site_id, owner_id, state, width, height, thumbhash, sha256, provenance, widths, bytes)
      select 'other', id, 'draft', 1, 1, '', '', '{"ai": "none"}', '{320}', 1 from users where site_id = 'other'`.execute(
      db,
    )
  }

  const rowsOf = async (site: string): Promise<Record<string, number>> => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'site_id' and table_name <> 'erasures' order by 1`.execute(
      server.db,
    )
    const counts: Record<string, number> = {}
    for (const { name } of rows) {
      const found = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(name)} where site_id = ${site}`.execute(server.db)
      if (found.rows[0]?.n) counts[name] = found.rows[0].n
    }
    return counts
  }

  it('goes on where it was killed, and other sites are served and keep everything', async () => {
    const { db } = server
    const visitor = await signUp(server, { handle: 'visitor', origin: otherOrigin, site: 'other' })
    const before = await rowsOf('default')
    const refused = await runCommand(['site', 'remove', 'other'], env)
    assert.match(refused.stderr, /site other has 2001 users: say --erase/)

    const child = spawn(process.execPath, [mainFile, 'site', 'remove', 'other', '--erase'], {
      env: serverEnvironment(env),
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    // Half of it can be seen: it is not one transaction.
    for (;;) {
      const { users = 0, ...rest } = await rowsOf('other')
      const left = await db
        .selectFrom('users')
        .select('id')
        .where('site_id', '=', 'other')
        .where('state', '=', 'active')
        .execute()
      if (users > 0 && left.length < users) break
      assert.ok(Object.keys(rest).length > 0, 'it was done before anybody could look')
      await delay(5)
    }
    child.kill('SIGKILL')
    await ended
    assert.ok((await rowsOf('other'))['users'])
    const post = await writePost(server.anna, { text: 'meanwhile' })

    const again = await runCommand(['site', 'remove', 'other', '--erase'], env)

    assert.match(again.stdout, /^other\tremoved\t/)
    assert.deepEqual(await rowsOf('other'), {})
    assert.equal((await visitor.fetch('/v1/me')).status, 401)
    assert.equal((await readPost(server, post.id)).id, post.id)
    const kept = await rowsOf('default')
    for (const [table, count] of Object.entries(before)) assert.ok((kept[table] ?? 0) >= count, table)
    const { rows } = await sql<{ users: number; media: number; due: number }>`
      select count(*) filter (where kind = 'user')::int as users, count(*) filter (where kind = 'media')::int as media,
        (select count(*)::int from blob_deletions where key like 'other/%') as due
      from erasures where site_id = 'other'`.execute(db)
    assert.deepEqual(rows, [{ users: 2_001, media: 2_000, due: 2_000 }])
    const left = await sql`select from pg_indexes where indexname like '%removed_site%'`.execute(db)
    assert.equal(left.rows.length, 0)
    const log = createLog({ write: () => {} })
    const report = await examine(server.config, log, { isRepairing: false })
    assert.deepEqual(
      report.lines.filter((line) => line.startsWith('wrong') && !line.includes('free disk')),
      [],
    )
  })
})
