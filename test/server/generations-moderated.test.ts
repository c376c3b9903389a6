import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation, Media } from '@ai-feed/protocol'
import type { ModeratePicture } from '../../packages/server/dist/ports.js'
import { gradient } from '../support/pictures.ts'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { createScriptedGenerator } from '../support/scripted-generator.ts'

const refused: Awaited<ReturnType<ModeratePicture>> = { isAllowed: false, category: 'violence' }
const allowed: Awaited<ReturnType<ModeratePicture>> = { isAllowed: true }

async function withServer(
  moderatePicture: ModeratePicture,
  work: (server: PictureServer, user: PictureUser) => Promise<void>,
): Promise<void> {
  const server = await startPictureServer({ generator: createScriptedGenerator(), moderatePicture })
  try {
    await work(server, await server.user())
  } finally {
    await server.close()
  }
}

const finish = async (user: PictureUser, body: object): Promise<Generation> => {
  const { id } = (await (await user.generate(body)).json()) as Generation
  return user.until(id, ({ status }) => isFinal(status))
}
const assertNothingStored = async ({ db, mediaDir }: PictureServer): Promise<void> => {
  assert.equal((await sql`select from media`.execute(db)).rows.length, 0)
  assert.deepEqual(await readdir(join(mediaDir, 'default')), [])
}

describe('a generated picture', () => {
  it('is judged as it will be seen, re-encoded, before it is anybody’s', async () => {
    const seen: { type: string; head: string; rows: number }[] = []
    let server: PictureServer | undefined
    const judge: ModeratePicture = async ({ bytes, type }) => {
      const { rows } = await sql`select from media`.execute(server!.db)
      seen.push({ type, head: Buffer.from(bytes.subarray(0, 4)).toString(), rows: rows.length })
      return allowed
    }
    await withServer(judge, async (started, anna) => {
      server = started

      const { media } = await finish(anna, { prompt: 'a pond', n: 2 })

      assert.equal(media.length, 2)
      assert.deepEqual(seen, Array(2).fill({ type: 'image/webp', head: 'RIFF', rows: 0 }))
    })
  })

  it('that is refused is kept nowhere, and says so by stage and category', async () => {
    await withServer(
      async () => refused,
      async (server, anna) => {
        const { status, error, media, quota } = await finish(anna, { prompt: 'a pond' })

        assert.deepEqual([status, media.length, quota.used], ['refused', 0, 1])
        assert.deepEqual(error, { code: 'image_refused', stage: 'output', category: 'violence', retryable: false })
        await assertNothingStored(server)
      },
    )
  })

  it('that is refused does not take the others of its generation with it', async () => {
    const verdicts = [refused, allowed, refused, allowed]
    await withServer(
      async () => verdicts.shift()!,
      async (_server, anna) => {
        const { status, media, error } = await finish(anna, { prompt: 'a pond', n: 4 })

        assert.deepEqual([status, media.length, error], ['succeeded', 2, undefined])
      },
    )
  })

  it('is not published when the judge does not answer', async () => {
    const verdicts = [async () => allowed, () => Promise.reject(new Error('no answer'))]
    await withServer(
      () => verdicts.shift()!(),
      async (server, anna) => {
        const { status, error } = await finish(anna, { prompt: 'a pond', n: 2 })

        assert.equal(status, 'failed')
        assert.deepEqual(error, { code: 'generator_unavailable', stage: 'output', retryable: true })
        await assertNothingStored(server)
      },
    )
  })
})

describe('an uploaded picture', () => {
  const photo = gradient(64, 64).png().toBuffer()

  it('is judged too, and kept nowhere when it is refused', async () => {
    await withServer(
      async () => refused,
      async (server, anna) => {
        const response = await anna.upload(await photo)

        const { code, errors } = (await response.json()) as { code: string; errors: { message: string }[] }
        assert.deepEqual([response.status, code], [422, 'image_refused'])
        assert.match(errors[0]!.message, /violence/)
        await assertNothingStored(server)
      },
    )
  })

  it('is not taken when the judge does not answer', async () => {
    await withServer(
      () => Promise.reject(new Error('no answer')),
      async (server, anna) => {
        const response = await anna.upload(await photo)

        assert.equal(response.status, 503)
        assert.ok(Number(response.headers.get('Retry-After')) > 0)
        await assertNothingStored(server)
      },
    )
  })

  it('stays taken when its request comes again, whatever the judge says by then', async () => {
    const verdicts = [allowed, refused]
    await withServer(
      async () => verdicts.shift()!,
      async (_server, anna) => {
        const headers = { 'Idempotency-Key': 'the-same-picture' }

        const first = (await (await anna.upload(await photo, headers)).json()) as Media
        const again = await anna.upload(await photo, headers)

        assert.equal(again.status, 201)
        assert.equal(((await again.json()) as Media).id, first.id)
      },
    )
  })
})
