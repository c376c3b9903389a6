import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { routes } from '@ai-feed/protocol'
import type { Media, Post } from '@ai-feed/protocol'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { postDecisions } from '../../packages/server/dist/posts/decide-post.js'
import { editPost } from './edits.ts'
import { mark } from './marks.ts'
import { relate, signUpAll } from './people.ts'
import { gradient } from './pictures.ts'
import { readPost, writePost } from './posts.ts'
import { signUp } from './sign-in.ts'
import type { TestUser } from './sign-in.ts'
import { otherOrigin } from './test-server.ts'
import type { TestServer } from './test-server.ts'

/** What those who read are to the author of the posts. Each follows the one who talked about them. */
export const relations = ['stranger', 'follower', 'blocked', 'blocking', 'muted', 'muting'] as const

/** What became of a post after everybody could see it, but for the one that was for followers from the start. */
export const states = [
  'open',
  'unlisted',
  'followers',
  'narrowed',
  'hidden',
  'removed',
  'deleted',
  'suspended',
] as const
export type PostState = (typeof states)[number]

/** A post with everything that can lead to it. */
export interface ClosedPost {
  readonly state: PostState
  readonly id: string
  /** Stands in its text, tag, topic, alt text and prompt, and nowhere else. */
  readonly word: string
  readonly picture: string
  /** By somebody else, whom everybody sees. */
  readonly comment: Post
  readonly quote: Post | undefined
  readonly remix: Post | undefined
}

/** The posts of an author in every state, with those who look for them. */
export interface ClosedPosts {
  readonly readers: Readonly<Record<(typeof relations)[number] | 'author' | 'third' | 'foreigner', TestUser>>
  readonly posts: readonly ClosedPost[]
}

/** Makes them: marked and reported by every reader, whom each mentions, commented, quoted, remixed and reposted by a third one. */
export async function makeClosedPosts(server: TestServer): Promise<ClosedPosts> {
  const users = await signUpAll(server, ['author', 'sam', 'third', ...relations])
  const foreigner = await signUp(server, { handle: 'author', origin: otherOrigin, site: 'other' })
  const readers = relations.map((name) => users[name])
  for (const reader of readers) await relate(reader, 'followers', users.third)
  for (const writer of [users.author, users.sam]) {
    for (const reader of [users.follower, users.third]) await relate(reader, 'followers', writer)
  }

  const posts: ClosedPost[] = []
  for (const state of states) {
    const author = state === 'suspended' ? users.sam : users.author
    posts.push(await makePost(server, { state, author, third: users.third, readers }))
  }
  await relate(users.author, 'blocks', users.blocked)
  await relate(users.blocking, 'blocks', users.author)
  await relate(users.author, 'mutes', users.muted)
  await relate(users.muting, 'mutes', users.author)
  for (const post of posts) await close(server, users.author, post)
  await sql`select publish()`.execute(server.db)
  const { sam: _, ...others } = users
  return { readers: { ...others, foreigner }, posts }
}

async function makePost(
  server: TestServer,
  { state, author, third, readers }: { state: PostState; author: TestUser; third: TestUser; readers: TestUser[] },
): Promise<ClosedPost> {
  const word = `word${state}`
  const body = new Uint8Array(await gradient(40, 30).png().toBuffer())
  const { id: mediaId } = (await (await author.fetch(routes.media(), { method: 'POST', body })).json()) as Media
  await sql`update media set provenance = provenance || ${JSON.stringify({ prompt: word })}::jsonb where id = ${mediaId}`.execute(
    server.db,
  )
  const named = readers.map(({ handle }) => `@${handle}`).join(' ')
  const { id, media } = await writePost(author, {
    text: `${word} #${word} ${named}`,
    media: [{ id: mediaId, alt: word }],
    topic: word,
    visibility: state === 'followers' ? 'followers' : 'public',
  })
  const isPublic = state !== 'followers'
  const comment = await writePost(third, { text: 'an answer', commentOn: id })
  const quote = isPublic ? await writePost(third, { text: 'a quote', quote: id }) : undefined
  const remix = isPublic ? await writePost(third, { text: 'a remix' }) : undefined
  if (remix) await sql`update posts set remix_of = ${id} where id = ${remix.id}`.execute(server.db)
  for (const user of isPublic ? [third, ...readers] : []) {
    for (const kind of ['likes', 'bookmarks', 'reposts'] as const) await mark(user, id, kind)
  }
  for (const user of isPublic ? readers : []) {
    const report = { post: id, category: 'other', reason: '', goodFaith: true }
    const headers = { 'Content-Type': 'application/json' }
    const sent = await user.fetch(routes.reports(), { method: 'POST', headers, body: JSON.stringify(report) })
    assert.equal(sent.status, 201)
    await sql`
      insert into generations (site_id, user_id, status, request, remix_of, finished_at)
      values ('default', ${user.userId}, 'succeeded', '{"prompt": "mine", "size": "1024x1024", "n": 1, "seed": 1}', ${id}, now())`.execute(
      server.db,
    )
  }
  return { state, id, word, picture: media[0]?.sources[0]?.url ?? '', comment, quote, remix }
}

async function close(server: TestServer, author: TestUser, { state, id }: ClosedPost): Promise<void> {
  switch (state) {
    case 'open':
    case 'followers':
      return
    case 'narrowed':
      await editPost(author, await readPost(author, id), { visibility: 'followers' })
      return
    case 'deleted':
      assert.equal((await author.fetch(routes.post(id), { method: 'DELETE' })).status, 204)
      return
    case 'suspended':
      await setUserState(server.db, 'default', 'sam', 'suspended')
      return
    case 'unlisted':
      await server.db
        .transaction()
        .execute((trx) => postDecisions.label(trx, 'default', id, { name: 'unlisted', by: 'site' }))
      return
    default:
      await server.db
        .transaction()
        .execute((trx) => postDecisions[state === 'hidden' ? 'hide' : 'remove'](trx, 'default', id))
  }
}
