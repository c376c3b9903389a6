import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../../packages/server/dist/database/schema.js'

/** What feeds should hold, from the bare rows: written without the server's queries, to be compared with them. */
export interface FeedTruth {
  /** The entries of a feed for a user: their keys, with the post that each shows. */
  entriesOf(feed: 'explore' | 'home' | `user:${string}`, viewerId: string): ReadonlyMap<string, string>
}

interface PostRow {
  readonly id: string
  readonly author: string
  readonly isPublic: boolean
  readonly isComment: boolean
}

/** Reads posts, reposts and relations of a database in which nobody is suspended and nothing is hidden. */
export async function readTruth(db: Kysely<Schema>): Promise<FeedTruth> {
  const posts = await rows<PostRow>(
    db,
    sql`select id, author_id as author, visibility = 'public' as "isPublic", comment_on is not null as "isComment" from posts where deleted_at is null`,
  )
  const reposts = await rows<{ id: string; by: string; post: string }>(
    db,
    sql`select id, user_id as by, post_id as post from reposts`,
  )
  const users = await rows<{ id: string; handle: string }>(db, sql`select id, handle from users`)
  const pairs = async (query: ReturnType<typeof sql>): Promise<ReadonlySet<string>> =>
    new Set((await rows<{ pair: string }>(db, query)).map(({ pair }) => pair))
  const follows = await pairs(sql`select follower_id || ' ' || followee_id as pair from follows`)
  const mutes = await pairs(sql`select user_id || ' ' || other_id as pair from mutes`)
  const blocks = await pairs(
    sql`select user_id || ' ' || other_id as pair from blocks union select other_id || ' ' || user_id from blocks`,
  )

  const isSeen = ({ author, isPublic }: PostRow, viewer: string): boolean =>
    author === viewer || (!blocks.has(`${viewer} ${author}`) && (isPublic || follows.has(`${viewer} ${author}`)))

  return {
    entriesOf(feed, viewer) {
      const seen = posts.filter((post) => isSeen(post, viewer))
      if (feed.startsWith('user:')) {
        const author = users.find(({ handle }) => `user:${handle}` === feed)?.id
        return toEntries(seen.filter((post) => post.author === author))
      }
      const wanted = seen.filter(({ author }) => !mutes.has(`${viewer} ${author}`))
      if (feed === 'explore') return toEntries(wanted.filter(({ isComment, isPublic }) => isPublic && !isComment))
      const isFollowed = (person: string): boolean => follows.has(`${viewer} ${person}`)
      const own = wanted.filter(({ author, isComment }) => !isComment && (author === viewer || isFollowed(author)))
      const ids = new Set(wanted.map(({ id }) => id))
      const passedOn = reposts.filter(
        ({ by, post }) => isFollowed(by) && !mutes.has(`${viewer} ${by}`) && ids.has(post),
      )
      return new Map([...toEntries(own), ...passedOn.map(({ id, post }) => [id, post] as const)])
    },
  }
}

function toEntries(posts: readonly PostRow[]): Map<string, string> {
  return new Map(posts.map(({ id }) => [id, id]))
}

async function rows<T>(db: Kysely<Schema>, query: ReturnType<typeof sql>): Promise<T[]> {
  return (await (query as ReturnType<typeof sql<T>>).execute(db)).rows
}
