import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation, Limits } from '@ai-feed/protocol'
import type { GeneratorFrame, GeneratorInput } from '../../packages/server/dist/generators/generator.js'
import { GeneratorError } from '../../packages/server/dist/generators/generator.js'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { gradient } from '../support/pictures.ts'
import { createScriptedGenerator, drawBehindGate } from '../support/scripted-generator.ts'
import type { ScriptTools, ScriptedGenerator } from '../support/scripted-generator.ts'

type Script = (input: GeneratorInput, tools: ScriptTools) => AsyncIterable<GeneratorFrame>

/** A script whose first step is the given one. */
const stepping =
  (next: () => Promise<IteratorResult<GeneratorFrame>>): Script =>
  () => ({ [Symbol.asyncIterator]: () => ({ next }) })

async function withServer(
  generator: ScriptedGenerator,
  limits: Partial<Limits>,
  work: (server: PictureServer, user: PictureUser) => Promise<void>,
): Promise<void> {
  const server = await startPictureServer({ generator, limits })
  try {
    await work(server, await server.user())
  } finally {
    await server.close()
  }
}

const begin = async (user: PictureUser, prompt = 'a bridge'): Promise<string> =>
  ((await (await user.generate({ prompt })).json()) as Generation).id
const usedBy = async (user: PictureUser): Promise<number> => {
  const { items } = (await (await user.fetch('/v1/generations')).json()) as { items: Generation[] }
  return items[0]?.quota.used ?? 0
}

describe('generations, ending', () => {
  describe('by cancel', () => {
    let server: PictureServer
    let anna: PictureUser
    const generator = createScriptedGenerator(drawBehindGate)
    before(async () => {
      server = await startPictureServer({ generator })
      anna = await server.user()
    })
    after(() => server.close())

    it('stops the running call, keeps it counted, shows the same when canceled again, and lets the next one in', async () => {
      const id = await begin(anna)
      const running = await anna.until(id, ({ previews }) => previews.length > 0)
      assert.equal(running.status, 'running')

      const canceled = (await (await anna.fetch(`/v1/generations/${id}`, { method: 'DELETE' })).json()) as Generation
      const again = (await (await anna.fetch(`/v1/generations/${id}`, { method: 'DELETE' })).json()) as Generation

      assert.deepEqual(
        [canceled.status, canceled.media, canceled.previews, canceled.error],
        ['canceled', [], [], undefined],
      )
      assert.deepEqual(again, canceled)
      assert.ok(generator.calls[0]?.signal.aborted)
      assert.equal(canceled.quota.used, 1)
    })

    it('gives the budget back when no call was sent', async () => {
      const bert = await server.user()
      await Promise.all([begin(bert), begin(bert)])
      const carla = await server.user()
      const waiting = await begin(carla)
      assert.equal(await usedBy(carla), 1)

      const canceled = (await (
        await carla.fetch(`/v1/generations/${waiting}`, { method: 'DELETE' })
      ).json()) as Generation
      await carla.fetch(`/v1/generations/${waiting}`, { method: 'DELETE' })

      assert.deepEqual([canceled.status, canceled.quota.used], ['canceled', 0])
      assert.equal(generator.calls.length, 3)
    })

    it('reaches the process that runs it', async () => {
      const there = createScriptedGenerator(drawBehindGate)
      const { databaseUrl, mediaDir } = server as PictureServer & { databaseUrl: string }
      const second = await startPictureServer({ generator: there, beside: { databaseUrl, mediaDir } })
      try {
        const dora = await server.user()
        // The first server's two places are taken by the generations above.
        const id = await begin(dora)
        await dora.until(id, ({ previews }) => previews.length > 0)
        assert.equal(there.calls.length, 1)
        const aborted = new Promise((resolve) => there.calls[0]?.signal.addEventListener('abort', resolve))

        await dora.fetch(`/v1/generations/${id}`, { method: 'DELETE' })

        await aborted
      } finally {
        await second.close()
      }
    })
  })

  const failures: Record<string, { script: Script; expected: Partial<Generation> }> = {
    'a refusal by the provider as refused': {
      script: stepping(() => Promise.reject(new GeneratorError('provider_refused', 'no', { category: 'violence' }))),
      expected: {
        status: 'refused',
        error: { code: 'provider_refused', stage: 'provider', category: 'violence', retryable: false },
      },
    },
    'a fault of the provider as failed': {
      script: stepping(() => Promise.reject(new GeneratorError('provider_failed', 'down'))),
      expected: { status: 'failed', error: { code: 'provider_failed', stage: 'provider', retryable: true } },
    },
    'bytes that are no picture as bad output': {
      script: async function* () {
        yield { type: 'final', variant: 0, bytes: Buffer.from('<svg onload=alert(1)>') }
      },
      expected: { status: 'failed', error: { code: 'bad_output', stage: 'output', retryable: false } },
    },
    'no picture at all as bad output': {
      script: stepping(async () => ({ done: true, value: undefined })),
      expected: { status: 'failed', error: { code: 'bad_output', stage: 'output', retryable: false } },
    },
    'pictures that nobody asked for as bad output': {
      script: async function* (_input, { picture }) {
        for (const variant of [-1, 1, 0.5, Number.NaN]) yield { type: 'final', variant, bytes: await picture(64, 64) }
      },
      expected: { status: 'failed', error: { code: 'bad_output', stage: 'output', retryable: false } },
    },
    'a generator that does not even listen to its signal as timed out': {
      script: stepping(() => new Promise(() => {})),
      expected: { status: 'failed', error: { code: 'timed_out', stage: 'provider', retryable: true } },
    },
  }
  for (const [what, { script, expected }] of Object.entries(failures)) {
    it(`tells ${what}, counted and without leftovers`, async () => {
      const generator = createScriptedGenerator(script)
      await withServer(generator, { generationDeadlineSeconds: 1 }, async (server, user) => {
        const id = await begin(user)

        const { status, error, media } = await user.until(id, (generation) => isFinal(generation.status))

        assert.deepEqual({ status, error }, expected)
        assert.deepEqual(media, [])
        assert.equal(await usedBy(user), 1)
        assert.equal(generator.calls.length, 1)
        assert.deepEqual(await readdir(join(server.mediaDir, 'default')).catch(() => []), [])
      })
    })
  }

  it('keeps the pictures that came before an empty variant, in their order', async () => {
    const generator = createScriptedGenerator(async function* (_input, { picture }) {
      yield { type: 'final', variant: 2, bytes: await picture(64, 32) }
      yield { type: 'final', variant: 0, bytes: await picture(32, 64) }
      yield { type: 'final', variant: 0, bytes: await picture(10, 10) }
    })
    await withServer(generator, {}, async (_server, user) => {
      const { id } = (await (await user.generate({ prompt: 'three', n: 3 })).json()) as Generation

      const { status, media } = await user.until(id, (generation) => isFinal(generation.status))

      assert.deepEqual([status, media.map(({ width }) => width)], ['succeeded', [32, 64]])
    })
  })

  it('stores pictures whose alt text and recipe no database takes, without them', async () => {
    const generator = createScriptedGenerator(async function* (_input, { picture }) {
      yield {
        type: 'final',
        variant: 0,
        bytes: await picture(32, 32),
        alt: `a\0b\ud800 ${'x'.repeat(9_000)}`,
        recipe: { text: '\0' },
      }
      yield { type: 'final', variant: 1, bytes: await picture(32, 32), recipe: { count: 1n } }
    })
    await withServer(generator, {}, async (_server, user) => {
      const { id } = (await (await user.generate({ prompt: 'two', n: 2 })).json()) as Generation

      const { status, media } = await user.until(id, (generation) => isFinal(generation.status))

      assert.deepEqual(
        [status, media.length, media[0]?.alt.slice(0, 4), media[0]?.alt.length],
        ['succeeded', 2, 'ab\ufffd ', 1_500],
      )
    })
  })

  it('says media_not_found, uncounted, when the parent is deleted while it waits', async () => {
    const generator = createScriptedGenerator(drawBehindGate)
    await withServer(generator, { generationsRunningPerUser: 9 }, async (server, user) => {
      const { id: mediaId } = (await (await user.upload(await gradient(99, 99).png().toBuffer())).json()) as {
        id: string
      }
      const postId = await user.post({ id: mediaId })
      for (const id of [await begin(user), await begin(user)])
        await user.until(id, ({ previews }) => previews.length > 0)
      const { id } = (await (await user.generate({ prompt: 'later', remixOf: postId })).json()) as Generation
      await sql`update posts set deleted_at = now() where id = ${postId}`.execute(server.db)

      generator.open()
      const { error, quota } = await user.until(id, (generation) => isFinal(generation.status))

      assert.deepEqual([error?.code, quota.used, generator.calls.length], ['media_not_found', 2, 2])
    })
  })
})
