import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { decode, mediaSchema } from '@ai-feed/protocol'
import type { Media } from '@ai-feed/protocol'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { gradient, phonePhoto, pngBomb, sharp } from '../support/pictures.ts'
import { createScriptedGenerator } from '../support/scripted-generator.ts'

let server: PictureServer
let anna: PictureUser
let png: Buffer
describe('uploads', () => {
  before(async () => {
    server = await startPictureServer({ generator: createScriptedGenerator() })
    anna = await server.user()
    png = await gradient(400, 300).png().toBuffer()
  })
  after(() => server.close())

  describe('POST /v1/media', () => {
    it('gives a draft without alt text, made by nobody’s machine, whose sources open', async () => {
      const media = decode(mediaSchema, await uploaded(anna))

      assert.deepEqual(
        { alt: media.alt, provenance: media.provenance, size: [media.width, media.height] },
        { alt: '', provenance: { ai: 'none' }, size: [400, 300] },
      )
      assert.deepEqual(
        media.sources.map(({ width, height }) => [width, height]),
        [
          [320, 240],
          [400, 300],
        ],
      )
      for (const source of media.sources) {
        const found = await sharp(Buffer.from(await (await server.get(source.url)).arrayBuffer())).metadata()
        assert.deepEqual([found.format, found.width, found.height], ['webp', source.width, source.height])
      }
    })

    it('keeps nothing of a photograph’s place on the disk', async () => {
      const media = await uploaded(anna, await phonePhoto(600, 400))

      assert.deepEqual([media.width, media.height], [400, 600])
      for (const source of media.sources) {
        const { exif, xmp, icc } = await sharp(
          Buffer.from(await (await server.get(source.url)).arrayBuffer()),
        ).metadata()
        assert.deepEqual([exif, xmp, icc], [undefined, undefined, undefined])
      }
    })

    it('judges by content, whatever is declared', async () => {
      assert.equal((await anna.upload(png, { 'Content-Type': 'image/jpeg' })).status, 201)
      assert.equal((await anna.upload(png, { 'Content-Type': 'application/octet-stream' })).status, 201)
      const svg = await anna.upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), {
        'Content-Type': 'image/png',
      })
      assert.deepEqual([svg.status, await codeOf(svg)], [422, 'not_an_image'])
    })

    it('refuses with one code each, and stores nothing', async () => {
      const stored = (): Promise<string[]> => readdir(join(server.mediaDir, 'default'))
      const earlier = await stored()

      const answers = {
        too_many_pixels: await anna.upload(pngBomb(10_000, 6_000)),
        image_too_large: await anna.upload(png, { 'Content-Length': String(20_971_521) }),
        unsupported_type: await anna.upload(png, { 'Content-Type': 'text/html' }),
        idempotency_key_required: await anna.upload(Buffer.from('not even decoded'), { 'Idempotency-Key': '' }),
      }

      for (const [code, response] of Object.entries(answers)) assert.equal(await codeOf(response), code)
      assert.deepEqual(await stored(), earlier)
    })

    it('asks for a session with the right to write', async () => {
      const reader = await server.user({ scopes: ['read', 'generate'] })

      assert.equal(await codeOf(await reader.upload(png)), 'scope_missing')
      assert.equal(
        await codeOf(await server.get('http://server.test/v1/media', { method: 'POST', body: new Uint8Array(png) })),
        'sign_in_required',
      )
    })

    it('makes one picture of a repeated request, and leaves no files of the repetition', async () => {
      const key = { 'Idempotency-Key': 'one-upload' }
      const before = (await readdir(join(server.mediaDir, 'default'))).length

      const answers = await Promise.all([anna.upload(png, key), anna.upload(png, key), anna.upload(png, key)])
      const ids = new Set(await Promise.all(answers.map(async (response) => ((await response.json()) as Media).id)))

      assert.deepEqual(
        answers.map(({ status }) => status),
        [201, 201, 201],
      )
      assert.equal(ids.size, 1)
      assert.equal((await readdir(join(server.mediaDir, 'default'))).length, before + 1)
      assert.equal(
        await codeOf(await anna.upload(await gradient(50, 50).png().toBuffer(), key)),
        'idempotency_mismatch',
      )
    })

    it('answers gone when the picture of a repeated request is no more', async () => {
      const key = { 'Idempotency-Key': 'gone-upload' }
      const { id } = (await (await anna.upload(png, key)).json()) as Media
      await sql`delete from media where id = ${id}`.execute(server.db)

      const again = await anna.upload(png, key)

      assert.deepEqual([again.status, await codeOf(again)], [410, 'gone'])
    })

    it('counts uploads of an hour and bytes in total', async () => {
      const strict = await startPictureServer({
        generator: createScriptedGenerator(),
        limits: { uploadsPerUserHour: 3, uploadBytesPerUser: 8_000 },
      })
      try {
        const [busy, other] = [await strict.user(), await strict.user()]
        const noise = await sharp({
          create: {
            width: 90,
            height: 90,
            channels: 3,
            background: '#888',
            noise: { type: 'gaussian', mean: 128, sigma: 60 },
          },
        })
          .png()
          .toBuffer()
        await uploaded(busy, noise)

        assert.equal(await codeOf(await busy.upload(noise)), 'image_too_large')
        await busy.upload(Buffer.from('x'))
        const refused = await busy.upload(png)

        assert.ok(Number(refused.headers.get('Retry-After')) > 0)
        assert.deepEqual([refused.status, await codeOf(refused)], [429, 'rate_limited'])
        await uploaded(other, noise)
      } finally {
        await strict.close()
      }
    })
  })
})

async function uploaded(user: PictureUser, bytes = png): Promise<Media> {
  const response = await user.upload(bytes)
  assert.equal(response.status, 201, await response.clone().text())
  return (await response.json()) as Media
}

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code
