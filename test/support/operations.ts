import assert from 'node:assert/strict'
import type { Media } from '@ai-feed/protocol'
import { gradient } from './pictures.ts'
import { writePost } from './posts.ts'
import type { TestUser } from './sign-in.ts'
import type { TestServer } from './test-server.ts'

/** What has an id on a site: a post with a picture, a generation, and who made them. */
export interface Things {
  readonly post: string
  readonly media: string
  readonly generation: string
  readonly handle: string
  /** Stands in everything that they wrote. */
  readonly word: string
}

/** A request that names one of them. */
export interface NamingRequest {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** Makes things as a user. */
export async function makeThings(user: TestUser, visibility: 'public' | 'followers' = 'public'): Promise<Things> {
  const body = new Uint8Array(await gradient(40, 30).png().toBuffer())
  const media = (await (await user.fetch('/v1/media', { method: 'POST', body })).json()) as Media
  const word = `Mine${media.id.slice(0, 8)}`
  const post = await writePost(user, { text: `${word} #sea`, media: [{ id: media.id, alt: word }], visibility })
  const drawn = await sendAs(user, { method: 'POST', path: '/v1/generations', body: { prompt: 'a sea' } })
  const { id: generation } = (await drawn.json()) as { id: string }
  return { post: post.id, media: media.id, generation, handle: user.handle, word }
}

/** Sends a request as a user. */
export function sendAs(user: Pick<TestUser, 'fetch'>, { method, path, body }: NamingRequest): Promise<Response> {
  return user.fetch(path, {
    method,
    headers: { 'If-Match': '"1"', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

const bodies: Readonly<Record<string, unknown>> = {
  'POST /v1/posts': { text: 'hello' },
  'PATCH /v1/posts/{id}': { text: 'taken over' },
}
/** The feed of everything says nothing about what an id names. */
const silent = '/v1/feeds/explore'

interface Described {
  readonly parameters?: readonly { readonly name: string }[]
}

/** Reads from /openapi.json every request, but those of moderators, that names things in its path, reads once as everybody and
 *  once with `viewer=me`; and adds those that name them in their query or body. */
export async function namingRequests(server: Pick<TestServer, 'get'>, things: Things): Promise<NamingRequest[]> {
  const { post, media, handle } = things
  const { paths } = (await (await server.get('/openapi.json')).json()) as {
    paths: Record<string, Record<string, Described>>
  }
  const inPath = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/') && path.includes('{') && !path.startsWith('/v1/moderation'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([word, { parameters = [] }]) => {
        const method = word.toUpperCase()
        const body = bodies[`${method} ${path}`]
        const queries = parameters.some(({ name }) => name === 'viewer') ? ['', '?viewer=me'] : ['']
        return addressesOf(path, things).flatMap((address) =>
          queries.map((query) => ({ method, path: address + query, ...(body !== undefined && { body }) })),
        )
      }),
    )
    .filter(({ path }) => !path.startsWith(silent))
  assert.ok(inPath.length > 40, `${inPath.length} requests`)
  const report = { category: 'spam', reason: '', goodFaith: true }
  return [
    ...inPath,
    { method: 'POST', path: '/v1/posts', body: { text: 'a', commentOn: post } },
    { method: 'POST', path: '/v1/posts', body: { text: 'a', quote: post } },
    { method: 'POST', path: '/v1/posts', body: { text: 'a', media: [{ id: media, alt: '' }] } },
    { method: 'POST', path: '/v1/generations', body: { prompt: 'a sea', remixOf: post } },
    { method: 'POST', path: '/v1/reports', body: { post, ...report } },
    { method: 'POST', path: '/v1/reports', body: { user: handle, ...report } },
    { method: 'PATCH', path: '/v1/me', body: { avatar: media } },
    { method: 'GET', path: `${silent}?around=${post}` },
    { method: 'GET', path: `${silent}?around=${post}&viewer=me` },
  ]
}

/** Every way to name the things in a path. */
function addressesOf(path: string, { post, media, generation, handle }: Things): string[] {
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

/** Sends requests one after the other. Nothing that is refused may tell a word of what it names.
 *  @returns those that were answered with success. */
export async function findOpened(
  user: Pick<TestUser, 'fetch'>,
  requests: readonly NamingRequest[],
  { word }: Pick<Things, 'word'>,
): Promise<string[]> {
  const opened = []
  for (const request of requests) {
    const answer = await sendAs(user, request)
    const what = `${request.method} ${request.path} ${JSON.stringify(request.body ?? '')}`
    assert.ok(answer.status < 500, `${what}: ${answer.status}`)
    if (answer.ok) {
      opened.push(what)
      await answer.body?.cancel()
    } else {
      const text = await answer.text()
      assert.ok(!text.includes(word), what)
      assert.match(text, /"code":"(?:not_found|media_not_found|gone|unknown_feed)"/, what)
    }
  }
  return opened
}
