import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import OpenAI, { APIError, BadRequestError, RateLimitError, toFile } from 'openai'
import {
  answerFault,
  draw,
  drawPictures,
  moderationBlocked,
  partialEvent,
  sendEvent,
  startImagesWire,
} from '../support/images-wire.ts'
import type { ImagesWire } from '../support/images-wire.ts'

/** The wire that the other tests play is the one that its vendor's own client speaks. */
describe('the played images wire, as the vendor’s client sees it', () => {
  let wire: ImagesWire
  let client: OpenAI
  const model = 'gpt-image-2.6-flare'
  before(async () => {
    wire = await startImagesWire()
    client = new OpenAI({ apiKey: randomBytes(12).toString('hex'), baseURL: wire.url, maxRetries: 0 })
  })
  after(() => wire.close())

  it('draws several pictures in one answer', async () => {
    wire.answerWith(drawPictures)

    const { data, usage } = await client.images.generate({ model, prompt: 'a pond', n: 2, size: '1536x1024' })

    assert.equal(data?.length, 2)
    assert.deepEqual(
      Buffer.from(data?.[0]?.b64_json ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
      'PNG',
    )
    assert.equal(usage?.total_tokens, 210)
  })

  it('streams one, with pictures on the way', async () => {
    wire.answerWith(drawPictures)
    const types = []

    const stream = await client.images.generate({ model, prompt: 'a pond', stream: true, partial_images: 2 })
    for await (const event of stream) types.push(event.type)

    const partial = 'image_generation.partial_image'
    assert.deepEqual(types, [partial, partial, 'image_generation.completed'])
  })

  it('takes edits with several pictures, streamed', async () => {
    wire.answerWith(drawPictures)
    const image = await toFile(Buffer.from(await draw(64, 64), 'base64'), 'a.png', { type: 'image/png' })
    const types = []

    const stream = await client.images.edit({ model, prompt: 'at night', image: [image, image], stream: true })
    for await (const event of stream) types.push(event.type)

    assert.deepEqual(types, ['image_edit.completed'])
    const call = wire.calls.at(-1)
    assert.deepEqual(
      call?.files.map(({ type, size }) => [type, size > 0]),
      [
        ['image/png', true],
        ['image/png', true],
      ],
    )
    assert.deepEqual(call?.fields, { model, prompt: 'at night', stream: 'true' })
  })

  it('refuses, limits and breaks off in the vendor’s words', async () => {
    const ask = () => client.images.generate({ model, prompt: 'x' })

    wire.answerWith(answerFault(400, moderationBlocked))
    await assert.rejects(ask(), (error) => error instanceof BadRequestError && error.code === 'moderation_blocked')

    wire.answerWith(answerFault(429, { code: 'rate_limit_exceeded', message: 'Rate limit' }, { 'Retry-After': '7' }))
    await assert.rejects(ask(), (error) => error instanceof RateLimitError && error.headers?.get('retry-after') === '7')

    wire.answerWith(async (call, response) => {
      await sendEvent(response, partialEvent(call, 0, await draw(64, 64)))
      await sendEvent(response, { type: 'error', error: { type: 'server_error', ...moderationBlocked } })
      response.end()
    })
    const types: string[] = []
    const reading = async (): Promise<void> => {
      for await (const event of await client.images.generate({ model, prompt: 'x', stream: true }))
        types.push(event.type)
    }
    await assert.rejects(reading(), (error) => error instanceof APIError && error.status === undefined)
    assert.deepEqual(types, ['image_generation.partial_image'])
  })

  it('knows no field that the vendor does not know', async () => {
    wire.answerWith(drawPictures)
    const request = { model, prompt: 'x', seed: 7 }

    await assert.rejects(
      client.images.generate(request),
      (error) => error instanceof BadRequestError && error.param === 'seed',
    )
  })
})
