import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { decode, generationSchema, isFinal } from '@ai-feed/protocol'
import type { Generation } from '@ai-feed/protocol'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { gradient, sharp } from '../support/pictures.ts'
import { createScriptedGenerator } from '../support/scripted-generator.ts'

describe('generations', () => {
  const generator = createScriptedGenerator()
  let server: PictureServer
  let anna: PictureUser
  before(async () => {
    server = await startPictureServer({ generator, limits: { generationsRunningPerUser: 100 } })
    anna = await server.user()
  })
  after(() => server.close())

  const start = async (user: PictureUser, body: object, key?: string): Promise<Generation> => {
    const response = await user.generate(body, key)
    assert.equal(response.status, 202, await response.clone().text())
    return (await response.json()) as Generation
  }
  const finish = async (user: PictureUser, body: object): Promise<Generation> => {
    const { id } = await start(user, body)
    return user.until(id, ({ status }) => isFinal(status))
  }

  it('turns words into draft pictures with provenance, alt text and quota', async () => {
    const response = await anna.generate({ prompt: 'a lighthouse at dusk', n: 2, seed: 7 })
    const queued = decode(generationSchema, await response.json())
    assert.deepEqual([response.status, response.headers.get('Location')], [202, `/v1/generations/${queued.id}`])
    // Its answer says how it stands, and a busy machine may have begun to draw by then.
    assert.match(queued.status, /^(?:queued|running)$/)

    const done = decode(generationSchema, await anna.until(queued.id, ({ status }) => isFinal(status)))

    assert.deepEqual([done.status, done.media.length, done.size, done.seed], ['succeeded', 2, '1024x1024', 7])
    const [picture] = done.media
    assert.deepEqual([picture?.width, picture?.alt], [1024, 'A drawing of a lighthouse at dusk'])
    const { generatedAt, ...provenance } = picture?.provenance ?? { ai: 'none' }
    assert.deepEqual(provenance, {
      ai: 'generated',
      digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia',
      generator: 'scripted',
      prompt: 'a lighthouse at dusk',
    })
    assert.ok(Math.abs(Date.parse(generatedAt ?? '') - Date.now()) < 60_000)
    assert.deepEqual([done.quota.limit, done.quota.used], [50, 1])
    assert.ok(Date.parse(done.quota.resetsAt) > Date.now())
    for (const source of picture?.sources ?? []) {
      const file = Buffer.from(await (await server.get(source.url)).arrayBuffer())
      assert.ok((await sharp(file).metadata()).xmpAsString?.includes('algorithmicMedia'))
    }
  })

  it('gives its author previews of at most 512 pixels, and takes them back after the end', async () => {
    const earlier = server.previews.length
    const { id } = await start(anna, { prompt: 'a fish', n: 1 })
    const done = await anna.until(id, ({ status }) => isFinal(status))

    const previews = server.previews.slice(earlier)
    assert.deepEqual(
      previews.map(({ variant, index }) => [variant, index]),
      [
        [0, 0],
        [0, 1],
      ],
    )
    assert.ok(previews.every((preview) => preview.id === id))
    const file = await server.get(previews[0]?.url ?? '')
    assert.deepEqual([file.status, file.headers.get('Cache-Control')], [200, 'private, max-age=3600'])
    assert.ok(((await sharp(Buffer.from(await file.arrayBuffer())).metadata()).width ?? 999) <= 512)
    assert.equal((await server.get((previews[0]?.url ?? '').split('?')[0] ?? '')).status, 404)
    assert.deepEqual(done.previews, [])
    const due = await sql<{ key: string }>`select key from blob_deletions where key like '.previews/%'`.execute(
      server.db,
    )
    assert.ok(due.rows.length >= 2)
  })

  it('tells its author alone of each step, without words', async () => {
    const { id } = await finish(anna, { prompt: 'secret words' })

    const { rows } = await sql<{ kind: string; audience: unknown; data: { status: string } }>`
      select kind, audience, data from events where subject = ${id} order by seq`.execute(server.db)
    assert.deepEqual(
      rows.map(({ data }) => data),
      ['queued', 'running', 'succeeded'].map((status) => ({ id, status })),
    )
    assert.ok(rows.every(({ audience }) => JSON.stringify(audience) === JSON.stringify({ userId: anna.viewer.userId })))
    assert.ok(!JSON.stringify(server.logs).includes('secret words'))
  })

  it('is one generation and one call, however often the request is repeated', async () => {
    const earlier = generator.calls.length
    const answers = await Promise.all(Array.from({ length: 8 }, () => start(anna, { prompt: 'once' }, 'one-key')))

    assert.equal(new Set(answers.map(({ id }) => id)).size, 1)
    await anna.until(answers[0]?.id ?? '', ({ status }) => isFinal(status))
    assert.equal((await start(anna, { prompt: 'once' }, 'one-key')).status, 'succeeded')
    assert.equal(generator.calls.length, earlier + 1)
    const mismatch = await anna.generate({ prompt: 'twice' }, 'one-key')
    assert.equal(((await mismatch.json()) as { code: string }).code, 'idempotency_mismatch')
  })

  it('is nobody else’s to see, cancel or follow', async () => {
    const { id } = await finish(anna, { prompt: 'mine' })
    const others = [await server.user(), await server.user({ site: 'other' })]

    for (const other of others) {
      for (const [path, method] of [
        [`/v1/generations/${id}`, 'GET'],
        [`/v1/generations/${id}`, 'DELETE'],
        [`/v1/generations/${id}/events`, 'GET'],
        [`/v1/generations/${randomUUID()}`, 'GET'],
        ['/v1/generations/x', 'GET'],
      ] as const) {
        const response = await other.fetch(path, { method })
        assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [404, 'not_found'])
      }
      assert.deepEqual(await (await other.fetch('/v1/generations')).json(), { items: [] })
    }
  })

  it('lists own generations, newest first, without gap or repetition', async () => {
    const user = await server.user()
    const ids: string[] = []
    for (let at = 0; at < 5; at += 1)
      ids.unshift((await finish(user, { prompt: `number ${at}`, size: '1024x1536' })).id)

    const seen: string[] = []
    let next: string | undefined
    do {
      const response = await user.fetch(`/v1/generations?limit=2${next === undefined ? '' : `&cursor=${next}`}`)
      const page = (await response.json()) as { items: Generation[]; next?: string }
      seen.push(...page.items.map(({ id }) => id))
      next = page.next
    } while (next !== undefined)

    assert.deepEqual(seen, ids)
    for (const query of ['cursor=AAAA', 'limit=0', 'limit=101', 'unknown=1']) {
      assert.equal((await user.fetch(`/v1/generations?${query}`)).status, 400, query)
    }
  })

  describe('as remix', () => {
    const uploadedBy = async (user: PictureUser): Promise<{ id: string }> =>
      (await (await user.upload(await gradient(300, 200).png().toBuffer())).json()) as { id: string }

    it('starts from the first picture of the post, with its recipe, and names the post', async () => {
      const [media] = (await finish(anna, { prompt: 'parent', seed: 3 })).media
      const postId = await anna.post(media!)
      const bert = await server.user()

      const done = await finish(bert, { prompt: 'at night', remixOf: postId })

      const { reference } = generator.calls.at(-1) ?? {}
      assert.deepEqual(reference?.recipe, { prompt: 'parent', seed: 3 })
      assert.equal((await sharp(reference?.bytes).metadata()).width, 1024)
      assert.deepEqual(
        [done.remixOf?.id, done.remixOf?.state, done.media[0]?.provenance.ai],
        [postId, 'visible', 'generated'],
      )
    })

    it('of a photograph counts as modified', async () => {
      const postId = await anna.post(await uploadedBy(anna))

      const done = await finish(anna, { prompt: 'as a watercolour', remixOf: postId })

      assert.equal(done.media[0]?.provenance.ai, 'modified')
      assert.equal(generator.calls.at(-1)?.reference?.recipe, undefined)
    })

    it('is refused where the author says so, the post is hidden, gone, elsewhere or without picture', async () => {
      const closed = await anna.post(await uploadedBy(anna), { remixPolicy: 'nobody' })
      const hidden = await anna.post(await uploadedBy(anna), { visibility: 'followers' })
      const open = await anna.post(await uploadedBy(anna))
      const [bert, stranger] = [await server.user(), await server.user({ site: 'other' })]
      const codeFor = async (user: PictureUser, remixOf: string): Promise<string> =>
        ((await (await user.generate({ prompt: 'x', remixOf })).json()) as { code: string }).code

      assert.equal(await codeFor(bert, closed), 'remix_not_allowed')
      assert.equal(await codeFor(bert, hidden), 'not_found')
      assert.equal(await codeFor(stranger, open), 'not_found')
      assert.equal(await codeFor(bert, randomUUID()), 'not_found')
      assert.equal(await codeFor(bert, 'no-uuid'), 'not_found')
      await sql`delete from post_media where post_id = ${open}`.execute(server.db)
      assert.equal(await codeFor(bert, open), 'invalid_field')
      assert.equal(((await (await bert.fetch('/v1/generations')).json()) as { items: unknown[] }).items.length, 0)
    })
  })
})
