import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation, Media } from '@ai-feed/protocol'
import { makeImagesApi } from '../support/images-api.ts'
import { completedEvent, draw, drawPictures, partialEvent, sendEvent, startImagesWire } from '../support/images-wire.ts'
import type { ImagesWire } from '../support/images-wire.ts'
import { gradient } from '../support/pictures.ts'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'

const types = 'http://cv.iptc.org/newscodes/digitalsourcetype/'

describe('a remix by images-api', () => {
  let wire: ImagesWire
  let server: PictureServer
  let anna: PictureUser
  let bert: PictureUser
  before(async () => {
    wire = await startImagesWire()
    const limits = { paidPicturesPerUserDay: 100, generationsRunningPerUser: 20, sizes: ['256x256'] }
    server = await startPictureServer({ generator: makeImagesApi(wire.url), limits })
    anna = await server.user()
    bert = await server.user()
  })
  after(async () => {
    await server.close()
    await wire.close()
  })
  afterEach(() => wire.answerWith(drawPictures))

  const begin = async (user: PictureUser, body: object): Promise<string> =>
    ((await (await user.generate(body)).json()) as Generation).id
  const finish = async (user: PictureUser, body: object): Promise<Generation> =>
    user.until(await begin(user, body), ({ status }) => isFinal(status))
  const photoPost = async (rules?: Parameters<PictureUser['post']>[1]): Promise<string> =>
    anna.post((await (await anna.upload(await gradient(80, 60).jpeg().toBuffer())).json()) as Media, rules)

  it('of a photograph is a composite that was modified', async () => {
    const postId = await photoPost()

    const { media, remixOf } = await finish(bert, { prompt: 'at night', remixOf: postId })

    assert.equal(remixOf?.id, postId)
    const { ai, digitalSourceType } = media[0]!.provenance
    assert.deepEqual([ai, digitalSourceType], ['modified', `${types}compositeWithTrainedAlgorithmicMedia`])
    assert.equal(media[0]!.alt, '')
    assert.equal(wire.calls.at(-1)?.path, '/v1/images/edits')
  })

  it('of a generated picture is generated like it', async () => {
    const drawn = await finish(anna, { prompt: 'a pond' })
    const postId = await anna.post(drawn.media[0]!)

    const { media } = await finish(bert, { prompt: 'at night', remixOf: postId })

    const { ai, digitalSourceType } = media[0]!.provenance
    assert.deepEqual([ai, digitalSourceType], ['generated', `${types}trainedAlgorithmicMedia`])
  })

  it('is never sent to the provider when the author does not want it', async () => {
    const postId = await photoPost({ remixPolicy: 'nobody' })
    const calls = wire.calls.length

    const response = await bert.generate({ prompt: 'at night', remixOf: postId })

    assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [403, 'remix_not_allowed'])
    assert.equal(wire.calls.length, calls)
  })

  it('that waits in the queue is not sent either once the author has changed their mind, and costs nothing', async () => {
    const gate = Promise.withResolvers<void>()
    wire.answerWith(async (call, response) => {
      await gate.promise
      await drawPictures(call, response)
    })
    // As many as run at once.
    const ahead = await Promise.all(Array.from({ length: 16 }, () => begin(anna, { prompt: 'ahead' })))
    for (const id of ahead) await anna.until(id, ({ status }) => status === 'running')
    const [kept, deleted] = [await photoPost(), await photoPost()]
    const ids = [
      await begin(bert, { prompt: 'late', remixOf: kept }),
      await begin(bert, { prompt: 'late', remixOf: deleted }),
    ]
    const used = async (): Promise<number | undefined> => {
      const { rows } = await sql<{ used: number }>`
        select used from quota where scope = 'user' and subject = ${bert.viewer.userId}`.execute(server.db)
      return rows[0]?.used
    }
    const usedWhileWaiting = await used()

    await sql`update posts set remix_policy = 'nobody' where id = ${kept}`.execute(server.db)
    await sql`update posts set deleted_at = now() where id = ${deleted}`.execute(server.db)
    gate.resolve()
    const ended = await Promise.all(ids.map((id) => bert.until(id, ({ status }) => isFinal(status))))

    assert.deepEqual(
      ended.map(({ status, error }) => [status, error?.code]),
      [
        ['refused', 'remix_not_allowed'],
        ['failed', 'media_not_found'],
      ],
    )
    assert.ok(!wire.calls.some(({ fields }) => fields['prompt'] === 'late'))
    assert.equal(await used(), usedWhileWaiting! - 2)
    for (const id of ahead) await anna.until(id, ({ status }) => isFinal(status))
  })

  it('shows its previews to its author and to nobody else', async () => {
    const gate = Promise.withResolvers<void>()
    wire.answerWith(async (call, response) => {
      await sendEvent(response, partialEvent(call, 0, await draw(64, 64)))
      await gate.promise
      await sendEvent(response, completedEvent(call, await draw(64, 64)))
      response.end()
    })
    const id = await begin(anna, { prompt: 'a pond' })
    await anna.until(id, ({ previews }) => previews.length > 0)

    const { previews } = (await (await anna.fetch(`/v1/generations/${id}`)).json()) as Generation
    const { href, origin, pathname } = new URL(previews[0]!.url)

    assert.equal((await server.get(href)).status, 200)
    assert.equal((await server.get(origin + pathname)).status, 404)
    assert.equal((await bert.fetch(`/v1/generations/${id}`)).status, 404)
    gate.resolve()
    await anna.until(id, ({ status }) => isFinal(status))
  })
})
