// node test/bench/seed.mjs [--posts 100000] [--users 10000] [--follows 60] [--database postgres://…]
// Fills a database with people who follow each other unevenly, and with what they post, like and repost. The database comes from
// --database or DATABASE_URL; missing tables are made, and the site is `bench`.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { withoutIndexes } from './without-indexes.mjs'

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()

async function main() {
  const { values } = parseArgs({
    options: {
      posts: { type: 'string' },
      users: { type: 'string' },
      follows: { type: 'string' },
      database: { type: 'string' },
    },
  })
  const url = values.database ?? process.env.DATABASE_URL
  if (!url) throw new Error('no database: give --database or DATABASE_URL')
  const began = performance.now()
  const count = (text, otherwise) => (text === undefined ? otherwise : Number(text))
  const readers = await seed(url, {
    posts: count(values.posts, 100_000),
    users: count(values.users, 10_000),
    follows: count(values.follows, 60),
  })
  for (const [name, handle] of Object.entries(readers)) console.log(`${name.padEnd(16)} ${handle}`)
  console.log(`seeded in ${((performance.now() - began) / 1000).toFixed(0)} s`)
}

/** Fills the site `bench`; what was there before stays.
 *  The last fifth of the users is inactive: they posted only in the first tenth of all posts.
 *  @param sizes posts and users, and how many each follows
 *  @returns the handles of users whose home is worth measuring, by how many they follow */
export async function seed(url, { posts, users, follows = 60 }) {
  await makeTables(url)
  const client = new pg.Client({ connectionString: url, options: '-c jit=off -c synchronous_commit=off' })
  await client.connect()
  try {
    // Triggers would count row by row, and lock each user.
    await client.query('set session_replication_role = replica')
    await client.query(`set work_mem = '256MB'; set maintenance_work_mem = '512MB'; select setseed(0.42)`)
    await client.query('begin')
    await withoutIndexes(client, filled, async () => {
      await addPeople(client, users)
      for (const statement of statements({ posts, users, follows })) await client.query(statement)
    })
    await client.query('commit')
    await client.query('vacuum (analyze, freeze)')
  } finally {
    await client.end()
  }
  return { few: 'bench_1', many: 'bench_2', manyInactive: 'bench_3', most: 'bench_4' }
}

/** What is filled with more rows than a few. */
const filled = 'follows posts post_tags post_search media post_media reactions bookmarks reposts'.split(' ')

async function makeTables(url) {
  const { openDatabase } = await import('../../packages/server/dist/database/database.js')
  const { migrate } = await import('../../packages/server/dist/database/migrate.js')
  const { addSite } = await import('../../packages/server/dist/sites/add-site.js')
  const { db, close } = openDatabase(url, { max: 1 })
  await migrate(db)
  const site = await db.selectFrom('sites').select('id').where('id', '=', 'bench').executeTakeFirst()
  if (!site) await addSite(db, { id: 'bench', name: 'Bench', origins: ['https://bench.example'], signUp: 'open' })
  await close()
}

/** A skewed choice of 1 to `n`: the higher the power, the more go to the first. */
const skewed = (n, power) => `1 + floor(${n} * random() ^ ${power})::int`
const active = (users) => Math.max(1, Math.floor(users * 0.8))

function statements({ posts, users, follows }) {
  const author = `case when n < ${posts / 10} and n % 3 = 0
    then ${active(users)} + 1 + floor(${users - active(users)} * random())::int else ${skewed(active(users), 2)} end`
  return [
    ...relations(users, follows),
    `create temp table p as
      select n, uuidv7() as id, ${author} as author,
        case when n > 100 and n % 5 = 0 then ${skewed('(n - 50)', 0.3)} end as parent,
        case when n > 100 and n % 19 = 1 then ${skewed('(n - 50)', 0.5)} end as source,
        n % 23 = 7 as closed, n % 2 = 0 as pictured, n % 11 = 3 as topical,
        (select string_agg(w, ' ') from (
          select 'w' || (${skewed(3_000, 3)} + n * 0) as w from generate_series(1, 12)) ws) as words,
        case when n % 3 = 0 then 'tag' || ${skewed(1_000, 4)} end as tag
      from generate_series(1, ${posts}) n`,
    // An answer to an answer would need the root of that; here threads are flat.
    `update p set parent = null from p q where q.n = p.parent and q.parent is not null`,
    `create unique index on p (n); create index on p (id); analyze p`,
    `create temp table l as select distinct ${skewed(posts, 0.5)} as n, ${skewed(users, 2)} as user_n
      from generate_series(1, ${posts * 3})`,
    `create temp table r as select distinct on (n) n, ${skewed(active(users), 2)} as user_n
      from (select ${skewed(posts, 1)} as n from generate_series(1, ${posts / 20})) r`,
    `create temp table counts as
      select n, sum(likes)::int as likes, sum(comments)::int as comments, sum(remixes)::int as remixes,
        sum(reposts)::int as reposts from (
        select n, 1 as likes, 0 as comments, 0 as remixes, 0 as reposts from l
        union all select parent, 0, 1, 0, 0 from p where parent is not null and not closed
        union all select source, 0, 0, 1, 0 from p where source is not null and not closed
        union all select n, 0, 0, 0, 1 from r) c group by n`,
    `create temp table base as select coalesce(setval('event_seq', nextval('event_seq') + ${posts} * 2) - ${posts} * 2, 0) as at`,
    `insert into posts (id, site_id, author_id, position, text, comment_on, root_id, remix_of, topic, visibility,
        comment_policy, remix_policy, ai_preferences, likes_count, comments_count, remixes_count, reposts_count, created_at)
      select p.id, 'bench', u.id, base.at + p.n * 2,
        case when p.tag is null then jsonb_build_array(jsonb_build_object('type', 'text', 'text', p.words))
          else jsonb_build_array(jsonb_build_object('type', 'text', 'text', p.words || ' '),
            jsonb_build_object('type', 'tag', 'text', '#' || p.tag, 'tag', p.tag)) end,
        parent.id, parent.id, source.id, case when p.topical then 'topic ' || p.n % 97 end,
        case when p.closed then 'followers' else 'public' end, 'everyone', 'everyone',
        '{"training": "deny", "inference": "deny", "generation": "deny", "embedding": "deny"}',
        coalesce(c.likes, 0), coalesce(c.comments, 0), coalesce(c.remixes, 0), coalesce(c.reposts, 0),
        now() - make_interval(secs => (${posts} - p.n) * ${(365 * 86_400) / posts})
      from base, p join u on u.n = p.author left join p parent on parent.n = p.parent
        left join p source on source.n = p.source left join counts c on c.n = p.n order by p.n`,
    `insert into post_tags (site_id, tag, position, post_id)
      select 'bench', tag, base.at + n * 2, id from base, p where tag is not null`,
    `insert into post_search (post_id, site_id, words)
      select p.id, 'bench', setweight(to_tsvector('simple', p.words), 'A') || case when p.tag is null then ''::tsvector
        else setweight(array_to_tsvector(array['#' || p.tag]), 'A') end
      from p where p.parent is null`,
    ...pictures(),
    `insert into reactions (site_id, post_id, user_id, type, number)
      overriding system value select 'bench', p.id, u.id, 'like', nextval('reactions_number_seq')
      from l join p on p.n = l.n join u on u.n = l.user_n`,
    `insert into bookmarks (site_id, user_id, post_id, number)
      overriding system value select 'bench', u.id, p.id, nextval('bookmarks_number_seq')
      from (select distinct ${skewed(users, 3)} as user_n, ${skewed(posts, 1)} as n from generate_series(1, ${posts / 20})) b
      join p on p.n = b.n join u on u.n = b.user_n`,
    `insert into reposts (site_id, user_id, post_id, position)
      select 'bench', u.id, p.id, base.at + p.n * 2 + 1 from base, r join p on p.n = r.n join u on u.n = r.user_n`,
    `update users u set posts_count = c.n from (
        select author_id, count(*) as n from posts where site_id = 'bench' and visibility = 'public' group by 1) c
      where c.author_id = u.id`,
  ]
}

/** People who can sign in once they have a password. */
async function addPeople(client, users) {
  const { handleKey } = await import('../../packages/server/dist/accounts/handle.js')
  const handles = Array.from({ length: users }, (_, index) => `bench_${index + 1}`)
  await client.query(
    `insert into users (site_id, handle, handle_key, name)
      select 'bench', handle, key, 'Person ' || n from unnest($1::text[], $2::text[]) with ordinality u (handle, key, n)
      on conflict do nothing`,
    [handles, handles.map(handleKey)],
  )
}

/** The first four read: 10 followees, 1,000 active ones, 1,000 inactive ones, 10,000 or all. The others follow
 *  `follows` each, some users far more often than others. */
function relations(users, follows) {
  const many = Math.min(1_000, users - 1)
  const inactive = `select ${active(users)} + 1 + n % greatest(1, ${users - active(users)}) from generate_series(0, ${many} - 1) n`
  return [
    `create temp table u as select id, substr(handle, 7)::int as n from users where site_id = 'bench'`,
    `create unique index on u (n); analyze u`,
    `insert into follows (site_id, follower_id, followee_id)
      select 'bench', a.id, b.id from (
        select n as follower, ${skewed(users, 3)} as followee from generate_series(5, ${users}) n, generate_series(1, ${follows})
        union select 1, ${skewed(active(users), 1)} from generate_series(1, 10)
        union select 2, 4 + n from generate_series(1, ${many}) n
        union select 3, n from (${inactive}) i (n)
        union select 4, n from generate_series(1, ${Math.min(10_000, users)}) n) f
      join u a on a.n = f.follower join u b on b.n = f.followee where a.id <> b.id`,
    `update users u set following_count = c.n from (
        select follower_id, count(*) as n from follows where site_id = 'bench' group by 1) c where c.follower_id = u.id`,
    `update users u set followers_count = c.n from (
        select followee_id, count(*) as n from follows where site_id = 'bench' group by 1) c where c.followee_id = u.id`,
  ]
}

/** One for every second post: rows without files. */
function pictures() {
  return [
    `create temp table m as select gen_random_uuid() as id, p.id as post_id, u.id as owner_id, p.words, p.n
      from p join u on u.n = p.author where p.pictured`,
    `insert into media (id, site_id, owner_id, state, width, height, widths, bytes, thumbhash, sha256, provenance)
      select id, 'bench', owner_id, 'ready', 1024, 1024, '{320,640,1024}', 90000, decode(md5(n::text), 'hex'),
        sha256(n::text::bytea), jsonb_build_object('ai', 'generated', 'generator', 'painted', 'prompt', words) from m`,
    `insert into post_media (post_id, site_id, ordinal, media_id, alt)
      select post_id, 'bench', 0, id, 'A picture of ' || words from m`,
  ]
}
