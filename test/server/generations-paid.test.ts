import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation, Limits } from '@ai-feed/protocol'
import { makeImagesApi, providerKey } from '../support/images-api.ts'
import { answerFault, answerJson, drawPictures, moderationBlocked, startImagesWire } from '../support/images-wire.ts'
import type { ImagesWire } from '../support/images-wire.ts'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'

const trained = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'

describe('generations that are paid for', () => {
  let wire: ImagesWire
  before(async () => void (wire = await startImagesWire()))
  after(() => wire.close())
  afterEach(() => wire.answerWith(drawPictures))

  async function withServer(limits: Partial<Limits>, work: (server: PictureServer) => Promise<void>): Promise<void> {
    const all = { generationsRunningPerUser: 1_000, sizes: ['256x256'], ...limits }
    const server = await startPictureServer({ generator: makeImagesApi(wire.url), limits: all })
    try {
      await work(server)
    } finally {
      await server.close()
    }
  }
  const finish = async (user: PictureUser, body: object): Promise<Generation> => {
    const response = await user.generate(body)
    assert.equal(response.status, 202, await response.clone().text())
    return user.until(((await response.json()) as Generation).id, ({ status }) => isFinal(status))
  }
  const usedOf = async ({ db }: PictureServer): Promise<Record<string, number>> => {
    const { rows } = await sql<{ scope: string; used: number }>`
      select scope, sum(used)::int as used from quota group by scope`.execute(db)
    return Object.fromEntries(rows.map(({ scope, used }) => [scope, used]))
  }
  const callsDuring = async (work: () => Promise<unknown>): Promise<number> => {
    const before = wire.calls.length
    await work()
    return wire.calls.length - before
  }

  it('become pictures that say which model made them, with a first alt text', async () => {
    await withServer({}, async (server) => {
      const anna = await server.user()

      const { media, quota, previews } = await finish(anna, { prompt: 'a pond', n: 2 })

      assert.equal(media.length, 2)
      assert.deepEqual([quota.limit, quota.used, previews], [10, 2, []])
      const { generatedAt, ...provenance } = media[0]!.provenance
      assert.deepEqual(provenance, {
        ai: 'generated',
        digitalSourceType: trained,
        generator: 'images-api',
        model: 'gpt-image-2.6-flare',
        prompt: 'a pond',
      })
      assert.ok(generatedAt)
      assert.equal(media[0]!.alt, 'a pond')
      assert.equal(wire.calls.at(-1)?.fields['model'], 'gpt-image-2.6-flare')
    })
  })

  it('name their user to the provider by a word that is always the same and tells nothing', async () => {
    await withServer({}, async (server) => {
      const [anna, bert] = [await server.user(), await server.user()]
      for (const user of [anna, anna, bert]) await finish(user, { prompt: 'a pond' })

      const names = wire.calls.slice(-3).map(({ fields }) => String(fields['safety_identifier']))

      assert.equal(names[0], names[1])
      assert.notEqual(names[0], names[2])
      assert.ok(names.every((name) => /^[\w-]{43}$/.test(name)))
      assert.ok(!names.includes(anna.viewer.userId))
    })
  })

  it('take one from the budgets for each picture, and no more than there is', async () => {
    await withServer({ paidPicturesPerUserDay: 5, paidPicturesPerServerDay: 6 }, async (server) => {
      const [anna, bert] = [await server.user(), await server.user()]

      const calls = await callsDuring(async () => {
        await finish(anna, { prompt: 'a pond', n: 4 })
        assert.equal((await anna.generate({ prompt: 'a pond', n: 2 })).status, 402)
        await finish(anna, { prompt: 'a pond' })
        assert.equal((await bert.generate({ prompt: 'a pond', n: 2 })).status, 402)
        await finish(bert, { prompt: 'a pond' })
        assert.equal((await bert.generate({ prompt: 'a pond' })).status, 402)
      })

      assert.equal(calls, 3)
      assert.deepEqual(await usedOf(server), { user: 6, site: 6, server: 6 })
    })
  })

  it('are as many calls as the server’s budget, out of fifty parallel requests of many users', async () => {
    await withServer({ paidPicturesPerServerDay: 7 }, async (server) => {
      const users = await Promise.all(Array.from({ length: 10 }, () => server.user()))

      const calls = await callsDuring(async () => {
        const answers = await Promise.all(
          users.flatMap((user) => Array.from({ length: 5 }, () => user.generate({ prompt: 'a pond' }))),
        )
        assert.equal(answers.filter(({ status }) => status === 202).length, 7)
        for (const user of users) {
          const { items } = (await (await user.fetch('/v1/generations')).json()) as { items: Generation[] }
          for (const { id } of items) await user.until(id, ({ status }) => isFinal(status))
        }
      })

      assert.equal(calls, 7)
    })
  })

  it('take from a site what the operator gave it, not more', async () => {
    await withServer({}, async (server) => {
      await sql`update sites set budget = 2 where id = 'other'`.execute(server.db)
      const [stranger, anna] = [await server.user({ site: 'other' }), await server.user()]

      const answers = [await stranger.generate({ prompt: 'a', n: 3 }), await stranger.generate({ prompt: 'a', n: 2 })]

      assert.deepEqual(
        answers.map(({ status }) => status),
        [402, 202],
      )
      assert.equal((await anna.generate({ prompt: 'a', n: 3 })).status, 202)
    })
  })

  it('stay counted when the provider refuses, and say why', async () => {
    await withServer({}, async (server) => {
      wire.answerWith(answerFault(400, moderationBlocked))
      const { status, error, quota } = await finish(await server.user(), { prompt: 'a pond', n: 2 })

      assert.deepEqual([status, quota.used], ['refused', 2])
      assert.deepEqual(error, { code: 'provider_refused', stage: 'provider', category: 'sexual', retryable: false })
    })
  })

  it('keep what came when fewer pictures come than were asked for', async () => {
    await withServer({}, async (server) => {
      wire.answerWith((call, response) => drawPictures({ ...call, fields: { ...call.fields, n: 1 } }, response))

      const { status, media } = await finish(await server.user(), { prompt: 'a pond', n: 3 })

      assert.deepEqual([status, media.length], ['succeeded', 1])
    })
  })

  it('fail when what came is no picture', async () => {
    await withServer({}, async (server) => {
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')
      wire.answerWith(answerJson({ data: [{ b64_json: svg }] }))

      const { status, error } = await finish(await server.user(), { prompt: 'a pond' })

      assert.deepEqual([status, error], ['failed', { code: 'bad_output', stage: 'output', retryable: false }])
    })
  })

  it('leave neither prompt nor key in the log, whatever the provider sends back', async () => {
    await withServer({}, async (server) => {
      const anna = await server.user()
      const echo = 'a secret pond'
      const answers = [answerFault(400, { error: echo }), answerFault(500, { detail: echo }), answerJson(echo)]
      for (const answer of [...answers, answerFault(200, echo)]) {
        wire.answerWith(answer)
        assert.notEqual((await finish(anna, { prompt: echo })).status, 'succeeded')
      }

      const written = JSON.stringify(server.logs)
      assert.match(written, /generation\.failed/)
      assert.ok(!written.includes('secret') && !written.includes(providerKey))
    })
  })

  it('send nothing and take nothing while the provider asks to wait', async () => {
    await withServer({}, async (server) => {
      const anna = await server.user()
      wire.answerWith(answerFault(429, { code: 'rate_limit_exceeded' }, { 'Retry-After': '300' }))
      const { error } = await finish(anna, { prompt: 'a pond' })
      assert.deepEqual(error, {
        code: 'provider_rate_limited',
        stage: 'provider',
        retryable: true,
        retryAfter: 300,
      })

      const calls = await callsDuring(async () => {
        const response = await anna.generate({ prompt: 'a pond' })
        const { code } = (await response.json()) as { code: string }
        assert.deepEqual([response.status, code], [503, 'generator_unavailable'])
        assert.ok(Number(response.headers.get('Retry-After')) > 290)
      })

      assert.equal(calls, 0)
      assert.deepEqual(await usedOf(server), { user: 1, site: 1, server: 1 })
    })
  })
})
