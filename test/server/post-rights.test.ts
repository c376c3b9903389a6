import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import type { Media, Policy, Post, PostRequest, Problem, Visibility } from '@ai-feed/protocol'
import { relate, signUpAll } from '../support/people.ts'
import { gradient } from '../support/pictures.ts'
import { writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const visibilities: readonly Visibility[] = ['public', 'followers']
const policies: readonly Policy[] = ['everyone', 'followers', 'nobody']
const relations = ['stranger', 'follower', 'author', 'blocked', 'blocking', 'anonymous'] as const
type Relation = (typeof relations)[number]

interface Case {
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
}
const cases: readonly Case[] = visibilities.flatMap((visibility) =>
  policies.flatMap((commentPolicy) => policies.map((remixPolicy) => ({ visibility, commentPolicy, remixPolicy }))),
)

/** What must hold, said without the server's words. */
function expectedOf({ visibility, commentPolicy, remixPolicy }: Case, relation: Relation) {
  const [isAuthor, isFollower] = [relation === 'author', relation === 'follower']
  const isApart = relation === 'blocked' || relation === 'blocking'
  const letsIn = (policy: Policy): boolean =>
    isAuthor || policy === 'everyone' || (policy === 'followers' && isFollower)
  return {
    isSeen: !isApart && (visibility === 'public' || isAuthor || isFollower),
    canComment: letsIn(commentPolicy),
    canQuote: visibility === 'public',
    canRemix: letsIn(remixPolicy),
    canDelete: isAuthor,
  }
}

describe('what may be done with a post', () => {
  let server: TestServer
  let users: Record<Exclude<Relation, 'anonymous'>, TestUser>
  const posts = new Map<Case, Post>()
  before(async () => {
    // Whoever may remix is told that there is nothing left to draw with: the last thing to be asked for.
    server = await startTestServer({
      limits: {
        writesPerUser5Min: 100_000,
        signUpsPerIpHour: 100,
        generationsPerUserDay: 0,
        generationsPerNewUserDay: 0,
      },
    })
    users = await signUpAll(server, ['author', 'stranger', 'follower', 'blocked', 'blocking'])
    const picture = new Uint8Array(await gradient(60, 40).png().toBuffer())
    for (const rules of cases) {
      const upload = await users.author.fetch('/v1/media', { method: 'POST', body: picture })
      const { id } = (await upload.json()) as Media
      posts.set(rules, await writePost(users.author, { text: 'mine', media: [{ id, alt: 'a wash' }], ...rules }))
    }
    await relate(users.follower, 'followers', users.author)
    for (const past of [users.blocked, users.blocking]) await relate(past, 'followers', users.author)
    await relate(users.author, 'blocks', users.blocked)
    await relate(users.blocking, 'blocks', users.author)
  })
  after(() => server.close())

  const ask = (relation: Relation, path: string, init: RequestInit = {}): Promise<Response> =>
    relation === 'anonymous' ? server.get(path, init) : users[relation].fetch(path, init)
  const postOf = (rules: Case): Post => {
    const post = posts.get(rules)
    assert.ok(post)
    return post
  }
  const outcome = async (response: Response): Promise<string> =>
    response.ok ? 'done' : ((await response.json()) as Problem).code
  const send = async (relation: Relation, path: string, body: unknown): Promise<string> =>
    outcome(
      await ask(relation, path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(relation === 'anonymous' && { 'Idempotency-Key': 'once' }) },
        body: JSON.stringify(body),
      }),
    )
  const write = (relation: Relation, request: PostRequest): Promise<string> => send(relation, routes.posts(), request)
  const put = async (relation: Relation, path: string): Promise<string> =>
    outcome(await ask(relation, path, { method: 'PUT' }))

  for (const relation of relations) {
    it(`is told to one who is ${relation}, and held by every route that writes`, async () => {
      for (const rules of cases) {
        const { id } = postOf(rules)
        const { isSeen, ...rights } = expectedOf(rules, relation)
        const where = `${relation} ${JSON.stringify(rules)}`
        const outcomeOf = (isAllowed: boolean, refusal: string, done = 'done'): string =>
          relation === 'anonymous' ? 'sign_in_required' : !isSeen ? 'not_found' : isAllowed ? done : refusal

        const read = await ask(relation, `${routes.post(id)}${relation === 'anonymous' ? '' : '?viewer=me'}`)
        const seen = (await read.json()) as Post
        assert.equal(read.status, isSeen ? 200 : 404, where)
        if (isSeen && relation !== 'anonymous') {
          const { canComment, canQuote, canRemix, canDelete } = seen.viewer!
          assert.deepEqual({ canComment, canQuote, canRemix, canDelete }, rights, where)
        }

        assert.deepEqual(
          {
            comment: await write(relation, { text: 'well', commentOn: id }),
            quote: await write(relation, { text: 'look', quote: id }),
            remix: await send(relation, routes.generations(), { prompt: 'a lighthouse', remixOf: id }),
            like: await put(relation, routes.mark(id, 'likes')),
            bookmark: await put(relation, routes.mark(id, 'bookmarks')),
            repost: await put(relation, routes.mark(id, 'reposts')),
          },
          {
            comment: outcomeOf(rights.canComment, 'comment_not_allowed'),
            quote: outcomeOf(rights.canQuote, 'quote_not_allowed'),
            remix: outcomeOf(rights.canRemix, 'remix_not_allowed', 'quota_exceeded'),
            like: outcomeOf(true, ''),
            bookmark: outcomeOf(true, ''),
            repost: outcomeOf(rights.canQuote, 'quote_not_allowed'),
          },
          where,
        )
      }
    })
  }

  it('does not reach further: only the author deletes', async () => {
    const [rules] = cases
    for (const relation of relations) {
      if (relation === 'author') continue
      const expected = relation === 'anonymous' ? 'sign_in_required' : 'not_found'
      assert.equal(await outcome(await ask(relation, routes.post(postOf(rules!).id), { method: 'DELETE' })), expected)
    }
  })

  it('changes at once when a follow ends', async () => {
    const rules = cases.find(
      ({ visibility, commentPolicy }) => visibility === 'public' && commentPolicy === 'followers',
    )!
    await relate(users.follower, 'followers', users.author, false)
    const code = await write('follower', { text: 'still here?', commentOn: postOf(rules).id })
    await relate(users.follower, 'followers', users.author)

    assert.equal(code, 'comment_not_allowed')
  })

  it('stands in references: hidden ones say nothing but that', async () => {
    const rules = cases.find(({ visibility }) => visibility === 'followers')!
    const { id } = postOf(rules)
    const comment = await writePost(users.author, { text: 'more', commentOn: id, visibility: 'public' })
    const refOf = async (relation: Relation): Promise<unknown> => {
      const path = `${routes.post(comment.id)}${relation === 'anonymous' ? '' : '?viewer=me'}`
      return ((await (await ask(relation, path)).json()) as Post).commentOn
    }

    for (const relation of ['stranger', 'anonymous'] as const)
      assert.deepEqual(await refOf(relation), { id, state: 'hidden' })
    assert.equal(((await refOf('follower')) as Post['commentOn'])?.state, 'visible')
  })
})
