import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { routes } from '@ai-feed/protocol'
import type { Media, Problem } from '@ai-feed/protocol'
import type { TestUser } from './sign-in.ts'
import { newKey } from './test-server.ts'

/** One thing that somebody does; the numbers choose to what and whom. */
export interface Step {
  readonly what: (typeof kinds)[number]
  readonly post: number
  readonly person: number
}

const marks = ['likes', 'reposts', 'bookmarks'] as const
const relations = ['followers', 'blocks', 'mutes'] as const
const kinds = ['post', 'comment', 'quote', 'picture', 'edit', 'delete', ...marks, ...relations] as const

/** What people do in any order; marks and follows more than the rest. */
export const steps: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    ...kinds.map((kind) => ({
      weight: kind === 'likes' || kind === 'followers' ? 4 : 2,
      arbitrary: fc.constant(kind),
    })),
  ),
  post: fc.nat(1_000),
  person: fc.nat(1_000),
})

/** People who act at the same time, and what the server has acknowledged. */
export interface Crowd {
  /** Ids of posts by the key that each was sent with; absent where it was refused. */
  readonly made: ReadonlyMap<string, string>
  /** Posts whose deletion was acknowledged. */
  readonly deleted: ReadonlySet<string>
  /** Does one thing, and again until the server answers. */
  act(user: TestUser, step: Step): Promise<void>
}

/** Creates a crowd that knows nothing of any post. @param picture what is uploaded. */
export function createCrowd(users: readonly TestUser[], picture: Uint8Array<ArrayBuffer>): Crowd {
  const made = new Map<string, string>()
  const deleted = new Set<string>()
  const posts: { id: string; by: TestUser }[] = []
  const choose = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length]

  const write = async (user: TestUser, body: object): Promise<void> => {
    const key = newKey()
    const answer = await send(user, routes.posts(), {
      method: 'POST',
      headers: { ...json, 'Idempotency-Key': key },
      body: JSON.stringify(body),
    })
    if (answer.status !== 201) return refused(answer, ['not_found', 'gone', 'comment_not_allowed', 'quote_not_allowed'])
    const { id } = (await answer.json()) as { id: string }
    made.set(key, id)
    posts.push({ id, by: user })
  }

  return {
    made,
    deleted,
    async act(user, { what, post: chosen, person }) {
      const post = choose(posts, chosen)
      const other = choose(
        users.filter((one) => one !== user),
        person,
      )
      assert.ok(other)
      const visibility = chosen % 4 === 0 ? 'followers' : 'public'
      const text = `hello @${other.handle} #day${person % 3}`
      const isOn = (chosen + person) % 3 > 0
      switch (what) {
        case 'post':
          return write(user, { text, visibility })
        case 'comment':
        case 'quote':
          return post && write(user, { text, [what === 'quote' ? 'quote' : 'commentOn']: post.id })
        case 'picture': {
          const headers = { 'Content-Type': 'image/png', 'Idempotency-Key': newKey() }
          const answer = await send(user, routes.media(), { method: 'POST', headers, body: picture })
          const { id } = (await answer.json()) as Media
          // Some stay drafts.
          return chosen % 4 === 1 ? undefined : write(user, { text, media: [{ id, alt: 'a wash' }], visibility })
        }
        case 'edit': {
          if (!post) return
          const headers = { ...json, 'If-Match': '"1"' }
          const body = JSON.stringify(isOn ? { text: `${text} again` } : { visibility })
          return refused(await send(user, routes.post(post.id), { method: 'PATCH', headers, body }), [
            'not_found',
            'version_conflict',
          ])
        }
        case 'delete': {
          const own = choose(
            posts.filter(({ by }) => by === user),
            chosen,
          )
          if (!own || !isOn) return
          await refused(await send(user, routes.post(own.id), { method: 'DELETE' }), [])
          deleted.add(own.id)
          return
        }
        case 'likes':
        case 'reposts':
        case 'bookmarks':
          return (
            post &&
            refused(await send(user, routes.mark(post.id, what), { method: isOn ? 'PUT' : 'DELETE' }), [
              'not_found',
              'quote_not_allowed',
            ])
          )
        default:
          // Blocks are taken back more often, so that people go on seeing each other. Whom one blocks one cannot follow.
          return refused(
            await send(user, routes.relation(other.handle, what), {
              method: isOn === (what === 'followers') ? 'PUT' : 'DELETE',
            }),
            ['not_found', 'invalid_field'],
          )
      }
    },
  }
}

const patienceMs = 60_000
const json = { 'Content-Type': 'application/json' }
/** What a moment later may be otherwise. */
const passing: readonly number[] = [429, 500, 503]

/** Sends a request until it is answered: while the server is dead nobody takes the connection. */
async function send(user: TestUser, path: string, init: RequestInit): Promise<Response> {
  const endMs = performance.now() + patienceMs
  for (;;) {
    const answer = await user.fetch(path, init).catch((error: unknown) => {
      if (error instanceof TypeError) return undefined
      throw error
    })
    const isPassing =
      answer === undefined ||
      passing.includes(answer.status) ||
      (answer.status === 409 && (await codeOf(answer.clone())) === 'idempotency_in_progress')
    if (answer && !isPassing) return answer
    assert.notEqual(answer?.status, 500)
    assert.ok(performance.now() < endMs, `no answer for ${path}: ${answer?.status}`)
    await answer?.body?.cancel()
    await delay(20)
  }
}

async function refused(answer: Response, codes: readonly string[]): Promise<void> {
  if (answer.ok) return answer.body?.cancel()
  const code = await codeOf(answer)
  assert.ok(codes.includes(code), `${answer.url}: ${code}`)
}

async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as Problem).code
}
