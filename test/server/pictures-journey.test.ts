import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { decode, eventSchemas, isFinal, mediaSchema, postSchema } from '@ai-feed/protocol'
import type { Generation, Media, Post } from '@ai-feed/protocol'
import { phonePhoto, sharp } from '../support/pictures.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** The whole server with its own generator, asked over HTTP with real sessions. */
describe('pictures, from words to a remix', () => {
  let server: TestServer
  let anna: TestUser
  let bert: TestUser
  let stranger: TestUser
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    bert = await signUp(server, { handle: 'bert', origin: testOrigins[1] })
    stranger = await signUp(server, { handle: 'stranger', origin: otherOrigin, site: 'other' })
  })
  after(() => server.close())

  const send = (user: TestUser, path: string, body: object): Promise<Response> =>
    user.fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  const draw = async (user: TestUser, body: object): Promise<Generation> => {
    const response = await send(user, '/v1/generations', body)
    assert.equal(response.status, 202, await response.clone().text())
    let generation = (await response.json()) as Generation
    while (!isFinal(generation.status)) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      generation = (await (await user.fetch(`/v1/generations/${generation.id}`)).json()) as Generation
    }
    return generation
  }
  const publish = async (user: TestUser, media: Media | undefined): Promise<Post> => {
    const response = await send(user, '/v1/posts', { text: 'Look', media: [{ id: media?.id, alt: 'A picture' }] })
    assert.equal(response.status, 201, await response.clone().text())
    return decode(postSchema, await response.json())
  }
  const fileOf = (media: Media | undefined, init?: RequestInit): Promise<Response> =>
    fetch(media?.sources.at(-1)?.url ?? '', init)

  it('paints in stages that the author’s event stream shows, posts, is remixed and answers 410 once deleted', async () => {
    const stream = await anna.fetch('/v1/events?feed=explore')
    const painted = await draw(anna, { prompt: 'a lighthouse at dusk', seed: 4 })
    assert.deepEqual([painted.status, painted.media[0]?.provenance.generator], ['succeeded', 'painted'])
    const kinds = await readUntil(stream, ({ kind, data }) => kind === 'generation' && data['status'] === 'succeeded')
    assert.ok(kinds.filter((kind) => kind === 'generation.preview').length >= 2)

    const draft = await fileOf(painted.media[0])
    assert.deepEqual([draft.status, draft.headers.get('Cache-Control')], [200, 'private, max-age=3600'])
    const post = await publish(anna, painted.media[0])
    const open = await fileOf(post.media[0])
    assert.deepEqual([open.status, open.headers.get('Cache-Control')], [200, 'public, max-age=86400, immutable'])
    assert.ok((await sharp(Buffer.from(await open.arrayBuffer())).metadata()).xmpAsString?.includes('algorithmicMedia'))

    const remix = await publish(bert, (await draw(bert, { prompt: 'at night, stars', remixOf: post.id })).media[0])
    assert.deepEqual([remix.remixOf?.id, remix.remixOf?.state], [post.id, 'visible'])
    assert.equal((await send(stranger, '/v1/generations', { prompt: 'mine now', remixOf: post.id })).status, 404)

    await anna.fetch(`/v1/posts/${post.id}`, { method: 'DELETE' })
    assert.equal((await fileOf(post.media[0])).status, 410)
    assert.equal((await fileOf(painted.media[0])).status, 410)
    assert.equal((await fileOf(remix.media[0])).status, 200)
    const emptied = (await (await anna.fetch(`/v1/generations/${painted.id}`)).json()) as Generation
    assert.deepEqual([emptied.prompt, emptied.media], ['', []])
  })

  it('takes a photograph over HTTP, opens it by HEAD and GET, and keeps its place secret', async () => {
    const photo = await phonePhoto(1_600, 1_200)

    const response = await anna.fetch('/v1/media', {
      method: 'POST',
      headers: { 'Content-Type': 'image/jpeg' },
      body: new Uint8Array(photo),
    })

    const media = decode(mediaSchema, await response.json())
    assert.deepEqual([response.status, media.width, media.height], [201, 1_200, 1_600])
    const head = await fileOf(media, { method: 'HEAD' })
    const file = Buffer.from(await (await fileOf(media)).arrayBuffer())
    assert.deepEqual([head.status, Number(head.headers.get('Content-Length'))], [200, file.length])
    assert.ok(!file.includes('Secret'))
    assert.equal((await sharp(file).metadata()).exif, undefined)
    const theft = await send(stranger, '/v1/posts', { media: [{ id: media.id, alt: '' }] })
    assert.equal(((await theft.json()) as { code: string }).code, 'media_not_found')
  })

  it('refuses a body without length', async () => {
    const body = new ReadableStream({
      start: (controller) => (controller.enqueue(new Uint8Array(10)), controller.close()),
    })
    const chunked = { method: 'POST', headers: { 'Content-Type': 'image/png' }, body, duplex: 'half' } as RequestInit

    const response = await anna.fetch('/v1/media', chunked)

    assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [411, 'length_required'])
  })

  it('writes neither prompts nor signatures to the log', () => {
    const log = JSON.stringify(server.logs)

    assert.ok(log.includes('/v1/generations'))
    for (const secret of ['lighthouse at dusk', 'at night, stars', '?e=', '&s='])
      assert.ok(!log.includes(secret), secret)
  })
})

/** Reads an event stream until `isLast`, and gives the kinds of its events. */
async function readUntil(
  response: Response,
  isLast: (event: { kind: string; data: Record<string, unknown> }) => boolean,
): Promise<string[]> {
  const kinds: string[] = []
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, kind = ''] = /^event: (.+)$/m.exec(block) ?? []
      const [, json] = /^data: (.+)$/m.exec(block) ?? []
      if (json === undefined || !Object.hasOwn(eventSchemas, kind)) continue
      kinds.push(kind)
      const data = decode(eventSchemas[kind as keyof typeof eventSchemas], JSON.parse(json)) as Record<string, unknown>
      if (isLast({ kind, data })) return kinds
    }
  }
  return kinds
}
