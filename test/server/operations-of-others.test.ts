import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Media, Problem } from '@ai-feed/protocol'
import { deleteUser } from '../../packages/server/dist/erasure/delete-user.js'
import { gradient } from '../support/pictures.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

interface Operation {
  readonly name: string
  readonly method: string
  readonly path: string
}

/** What has an id on the default site. */
interface Things {
  readonly post: string
  readonly media: string
  readonly generation: string
  readonly handle: string
}

const bodies: Readonly<Record<string, unknown>> = {
  'POST /v1/posts': { text: 'hello' },
  'PATCH /v1/posts/{id}': { text: 'taken over' },
}
/** These may answer 2xx to anybody, because they say nothing about what the ids name. */
const silent = new Set(['GET /v1/feeds/explore'])

describe('every operation with ids', () => {
  let server: TestServer
  let anna: TestUser
  let stranger: TestUser
  let things: Things
  let operations: Operation[]
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 100_000 } })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    stranger = await signUp(server, { handle: 'stranger', origin: otherOrigin, site: 'other' })
    const body = new Uint8Array(await gradient(40, 30).png().toBuffer())
    const media = (await (await anna.fetch('/v1/media', { method: 'POST', body })).json()) as Media
    const post = await writePost(anna, { text: 'Mine #sea', media: [{ id: media.id, alt: 'A picture' }] })
    const drawn = await send(anna, 'POST', '/v1/generations', { prompt: 'a sea' })
    const { id: generation } = (await drawn.json()) as { id: string }
    things = { post: post.id, media: media.id, generation, handle: 'anna' }
    const document = (await (await server.get('/openapi.json')).json()) as { paths: Record<string, object> }
    operations = Object.entries(document.paths)
      .filter(([path]) => path.startsWith('/v1/') && path.includes('{'))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((word) => ({
          name: `${word.toUpperCase()} ${path}`,
          method: word.toUpperCase(),
          path,
        })),
      )
  })
  after(() => server.close())

  const send = (user: TestUser, method: string, path: string, value?: unknown): Promise<Response> =>
    user.fetch(path, {
      method,
      headers: {
        'If-Match': '"1"',
        ...(value !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(value !== undefined && { body: JSON.stringify(value) }),
    })

  /** Every way to name the things in an operation. */
  const addressesOf = ({ path }: Operation, { post, media, generation, handle }: Things): string[] => {
    const feeds = [`user:${handle}`, ...['comments', 'remixes', 'lineage'].map((kind) => `${kind}:${post}`)]
    const values: Record<string, string[]> = { id: [post, generation, media], handle: [handle], feed: feeds }
    return Object.entries(values).reduce<string[]>(
      (paths, [name, texts]) =>
        paths.flatMap((address) =>
          address.includes(`{${name}}`)
            ? texts.map((text) => address.replace(`{${name}}`, encodeURIComponent(text)))
            : [address],
        ),
      [path],
    )
  }

  /** Asks all of them, and all that take ids in their body. @returns those that were answered with success. */
  const open = async (user: TestUser): Promise<string[]> => {
    const { post, media, handle } = things
    const asked: [method: string, path: string, body?: unknown][] = operations
      .filter(({ path }) => !path.startsWith('/v1/moderation'))
      .flatMap((operation) =>
        addressesOf(operation, things).map((path): [string, string, unknown?] => [
          operation.method,
          path,
          bodies[operation.name],
        ]),
      )
    asked.push(
      ['POST', '/v1/posts', { text: 'a', commentOn: post }],
      ['POST', '/v1/posts', { text: 'a', quote: post }],
      ['POST', '/v1/posts', { text: 'a', media: [{ id: media, alt: '' }] }],
      ['POST', '/v1/generations', { prompt: 'a sea', remixOf: post }],
      ['POST', '/v1/reports', { post, category: 'spam', reason: '', goodFaith: true }],
      ['POST', '/v1/reports', { user: handle, category: 'spam', reason: '', goodFaith: true }],
      ['PATCH', '/v1/me', { avatar: media }],
      ['GET', `/v1/feeds/explore?around=${post}`],
    )
    const opened = []
    for (const [method, path, body] of asked) {
      if (silent.has(`${method} ${path}`)) continue
      const answer = await send(user, method, path, body)
      assert.ok(answer.status < 500, `${method} ${path}: ${answer.status}`)
      if (answer.ok) opened.push(`${method} ${path}`)
      else assert.ok(!(await answer.text()).includes('Mine'), path)
      if (answer.ok) await answer.body?.cancel()
    }
    return opened
  }

  it('is answered to their owner', async () => {
    assert.ok(operations.length > 15)
    const answer = await anna.fetch(`/v1/posts/${things.post}?viewer=me`)

    assert.equal(answer.status, 200)
  })

  it('opens nothing of one site to a user of another', async () => {
    assert.deepEqual(await open(stranger), [])

    assert.equal((await anna.fetch(`/v1/posts/${things.post}`)).status, 200)
  })

  it('refuses a session that names another site', async () => {
    for (const path of [`/v1/posts/${things.post}`, '/v1/feeds/explore', '/v1/events?feed=explore', '/v1/me']) {
      const answer = await stranger.fetch(`${path}${path.includes('?') ? '&' : '?'}site=default`)

      assert.equal(((await answer.json()) as Problem).code, 'site_mismatch', path)
    }
  })

  it('opens nothing that was deleted to anybody of its site', async () => {
    const berta = await signUp(server, { handle: 'berta', origin: testOrigins[0] })
    assert.equal((await anna.fetch(`/v1/posts/${things.post}`, { method: 'DELETE' })).status, 204)
    await server.db.transaction().execute((trx) => deleteUser(trx, 'default', anna.userId))

    assert.deepEqual(await open(berta), [])
    assert.equal((await anna.fetch('/v1/me')).status, 401)
  })
})
