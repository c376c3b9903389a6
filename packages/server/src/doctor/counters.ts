import type pg from 'pg'
import { describeSome } from './finding.js'
import type { Finding } from './finding.js'

/** Counters of one table, and what they should be. */
export interface Counters {
  readonly subject: string
  readonly table: 'posts' | 'users'
  readonly columns: readonly string[]
  /** What each column should be, as an expression over the row `t`. */
  readonly truth: readonly string[]
  /** What changes with them, so that caches notice. */
  readonly alsoSet?: string
}

const isCounted = `visibility = 'public' and deleted_at is null and hidden_at is null`

/** Every counter that is kept in a row (count-triggers.ts, relation-triggers.ts). */
export const allCounters: readonly Counters[] = [
  {
    subject: 'counters of posts',
    table: 'posts',
    columns: ['likes_count', 'comments_count', 'reposts_count', 'quotes_count', 'remixes_count'],
    truth: [
      `(select count(*) from reactions r where r.post_id = t.id and r.type = 'like')`,
      `(select count(*) from posts c where c.comment_on = t.id and ${isCounted})`,
      `(select count(*) from reposts r where r.post_id = t.id)`,
      `(select count(*) from posts q where q.quote_id = t.id and ${isCounted})`,
      `(select count(*) from posts m where m.remix_of = t.id and ${isCounted})`,
    ],
    alsoSet: 'version = version + 1',
  },
  {
    subject: 'counters of users',
    table: 'users',
    columns: ['posts_count', 'followers_count', 'following_count'],
    truth: [
      `(select count(*) from posts p where p.author_id = t.id and ${isCounted})`,
      `(select count(*) from follows f where f.followee_id = t.id)`,
      `(select count(*) from follows f where f.follower_id = t.id)`,
    ],
  },
]

/** Counts again, in one statement and so at one moment, whatever a server does meanwhile. With `isRepairing` wrong counters are
 *  put right: rows are locked first and counted in the next statement, so what somebody is just adding is added to the new
 *  number. */
export async function recount(client: pg.ClientBase, counters: Counters, isRepairing: boolean): Promise<Finding> {
  const { subject } = counters
  let repaired = 0
  for (;;) {
    const { rows } = await client.query<{ id: string; total: string | number }>(wrongRows(counters))
    const [first] = rows
    if (!first && repaired > 0) return { state: 'repaired', subject, detail: String(repaired) }
    if (!first) return { state: 'ok', subject }
    const ids = rows.map(({ id }) => id)
    if (!isRepairing) return { state: 'wrong', subject, detail: describeSome(Number(first.total), ids) }
    await repair(client, counters, ids)
    repaired += ids.length
  }
}

const rowsAtOnce = 500

/** Grouping each table once is many times faster than asking for each row. */
function wrongRows({ table, columns }: Counters): string {
  const found = table === 'posts' ? countsOfPosts : countsOfUsers
  const stored = columns.map((column) => `t.${column}`).join(', ')
  const counted = columns.map((column) => `coalesce(sum(n) filter (where counter = '${column}'), 0)`).join(', ')
  return `
    with counted as (${found}),
    wrong as (
      select t.id from ${table} t left join counted c on c.id = t.id
      group by t.id having (${stored}) is distinct from (${counted}))
    select id, count(*) over () as total from wrong order by id limit ${rowsAtOnce}`
}

const countsOfPosts = `
  select 'likes_count' as counter, post_id as id, count(*) as n from reactions where type = 'like' group by post_id
  union all select 'comments_count', comment_on, count(*) from posts where ${isCounted} group by comment_on
  union all select 'reposts_count', post_id, count(*) from reposts group by post_id
  union all select 'quotes_count', quote_id, count(*) from posts where ${isCounted} group by quote_id
  union all select 'remixes_count', remix_of, count(*) from posts where ${isCounted} group by remix_of`

const countsOfUsers = `
  select 'posts_count' as counter, author_id as id, count(*) as n from posts where ${isCounted} group by author_id
  union all select 'followers_count', followee_id, count(*) from follows group by followee_id
  union all select 'following_count', follower_id, count(*) from follows group by follower_id`

async function repair(
  client: pg.ClientBase,
  { table, columns, truth, alsoSet }: Counters,
  ids: readonly string[],
): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`select from ${table} where id = any ($1::uuid[]) order by id for no key update`, [ids])
    const sets = columns.map((column, index) => `${column} = ${truth[index] ?? column}`)
    await client.query(
      `update ${table} t set ${[...sets, ...(alsoSet === undefined ? [] : [alsoSet])].join(', ')}
       where id = any ($1::uuid[])`,
      [ids],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
