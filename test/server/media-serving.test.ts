import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Media } from '@ai-feed/protocol'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { gradient } from '../support/pictures.ts'
import { createScriptedGenerator } from '../support/scripted-generator.ts'

let server: PictureServer
let anna: PictureUser
let stranger: PictureUser
let png: Buffer
describe('pictures', () => {
  before(async () => {
    server = await startPictureServer({ generator: createScriptedGenerator() })
    anna = await server.user()
    stranger = await server.user({ site: 'other' })
    png = await gradient(400, 300).png().toBuffer()
  })
  after(() => server.close())

  describe('GET /media/{id}/{width}.webp', () => {
    const addressOf = (media: Media): URL => new URL(media.sources[0]?.url ?? '')
    const bare = (media: Media): string => addressOf(media).href.split('?')[0] ?? ''

    it('opens a draft by its signed address alone, privately', async () => {
      const media = await uploaded(anna)

      const signed = await server.get(addressOf(media).href)

      assert.deepEqual([signed.status, signed.headers.get('Cache-Control')], [200, 'private, max-age=3600'])
      assert.equal((await server.get(bare(media))).status, 403)
      const forged = addressOf(media)
      forged.searchParams.set('e', String(Number(forged.searchParams.get('e')) + 3600))
      assert.equal((await server.get(forged.href)).status, 403)
    })

    it('opens a picture of a public post to everybody, with its author’s word on training', async () => {
      const [denied, allowed] = [await uploaded(anna), await uploaded(anna)]
      await anna.post(denied)
      await anna.post(allowed, { training: 'allow' })

      const response = await server.get(bare(denied))

      assert.deepEqual(
        Object.fromEntries(
          [
            'Content-Type',
            'Cache-Control',
            'X-Content-Type-Options',
            'Content-Security-Policy',
            'Cross-Origin-Resource-Policy',
            'Access-Control-Allow-Origin',
            'Content-Usage',
            'Vary',
          ].map((name) => [name, response.headers.get(name)]),
        ),
        {
          'Content-Type': 'image/webp',
          'Cache-Control': 'public, max-age=86400, immutable',
          'X-Content-Type-Options': 'nosniff',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Cross-Origin-Resource-Policy': 'cross-origin',
          'Access-Control-Allow-Origin': '*',
          'Content-Usage': 'train-ai=n',
          Vary: 'Origin, Authorization',
        },
      )
      assert.equal((await server.get(bare(allowed))).headers.get('Content-Usage'), 'train-ai=y')
    })

    it('keeps a picture that only followers may see behind its signature', async () => {
      const media = await uploaded(anna)
      await anna.post(media, { visibility: 'followers' })

      assert.equal((await server.get(bare(media))).status, 403)
      assert.equal((await server.get(addressOf(media).href)).status, 200)
    })

    it('answers HEAD and unchanged', async () => {
      const media = await uploaded(anna)
      const { href } = addressOf(media)
      const full = await server.get(href)
      const etag = full.headers.get('ETag') ?? ''

      const head = await server.get(href, { method: 'HEAD' })
      assert.deepEqual(
        [head.status, head.headers.get('Content-Length'), await head.text()],
        [200, full.headers.get('Content-Length'), ''],
      )
      for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const unchanged = await server.get(href, { headers: { 'If-None-Match': condition } })
        assert.deepEqual([unchanged.status, await unchanged.text()], [304, ''])
      }
      assert.equal((await server.get(href, { headers: { 'If-None-Match': '"other"' } })).status, 200)
    })

    it('answers 410 for a removed picture, even to its signed address, and 404 for what never was', async () => {
      const media = await uploaded(anna)
      await sql`update media set state = 'removed' where id = ${media.id}`.execute(server.db)

      assert.equal((await server.get(addressOf(media).href)).status, 410)
      for (const path of [
        `${randomUUID()}/320.webp`,
        `${media.id}/320.png`,
        `${media.id}/../320.webp`,
        'x/320.webp',
        `${media.id}/0320.webp`,
      ]) {
        assert.equal((await server.get(`http://server.test/media/${path}`)).status, 404, path)
      }
      const other = await uploaded(anna)
      assert.equal((await server.get(bare(other).replace('320.webp', '321.webp'))).status, 404)
    })

    it('signs anew every quarter of an hour and holds for an hour at most', async () => {
      const media = await uploaded(stranger)
      const expires = Number(addressOf(media).searchParams.get('e')) * 1_000

      assert.ok(expires > Date.now() + 44 * 60_000 && expires <= Date.now() + 60 * 60_000)
    })
  })
})

async function uploaded(user: PictureUser, bytes = png): Promise<Media> {
  const response = await user.upload(bytes)
  assert.equal(response.status, 201, await response.clone().text())
  return (await response.json()) as Media
}
