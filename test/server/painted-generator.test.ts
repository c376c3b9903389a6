import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { after, describe, it } from 'node:test'
import type { GeneratorFrame, GeneratorInput } from '../../packages/server/dist/generators/generator.js'
import type Sharp from 'sharp'
import { rgbToLab } from '../../packages/server/dist/generators/painted/colour/oklch.js'
import { createPaintedGenerator } from '../../packages/server/dist/generators/painted-generator.js'

const sharp = createRequire(new URL('../../packages/server/package.json', import.meta.url))('sharp') as typeof Sharp

const generator = createPaintedGenerator()
after(() => generator.close())

async function collect(input: Partial<GeneratorInput> = {}): Promise<GeneratorFrame[]> {
  const frames: GeneratorFrame[] = []
  for await (const frame of generator.generate({ ...base, ...input })) frames.push(frame)
  return frames
}

const base: GeneratorInput = {
  prompt: 'a boat at dusk',
  widthPx: 256,
  heightPx: 256,
  count: 1,
  seed: 1,
  signal: new AbortController().signal,
}

function finalOf(frames: readonly GeneratorFrame[]): Extract<GeneratorFrame, { type: 'final' }> {
  const final = frames.at(-1)
  assert.ok(final?.type === 'final')
  return final
}

/** The mean colour of a picture. */
async function meanOf(bytes: Uint8Array): Promise<{ l: number; a: number; b: number }> {
  const { channels } = await sharp(bytes).stats()
  return rgbToLab(channels[0]!.mean, channels[1]!.mean, channels[2]!.mean)
}

describe('the painted generator', () => {
  it('says that no model made its pictures and that they cost nothing', () => {
    assert.equal(generator.name, 'painted')
    assert.equal(generator.isPaid, false)
    assert.match(generator.digitalSourceType, /algorithmicMedia$/)
  })

  it('gives three partial pictures and a final one of the asked size, all decodable', async () => {
    const frames = await collect({ widthPx: 384, heightPx: 256 })

    assert.deepEqual(
      frames.map((frame) => (frame.type === 'partial' ? frame.index : frame.type)),
      [0, 1, 2, 'final'],
    )
    for (const frame of frames) {
      const { width, height } = await sharp(frame.bytes).metadata()
      assert.deepEqual([width, height], [384, 256])
    }
    assert.equal(finalOf(frames).alt, 'A boat by the sea at dusk')
  })

  it('gives the same bytes for the same input', async () => {
    const [first, second] = [await collect(), await collect()]

    assert.deepEqual(first, second)
  })

  it('gives variants that differ', async () => {
    const finals = (await collect({ count: 2 })).filter((frame) => frame.type === 'final')

    assert.deepEqual(
      finals.map(({ variant }) => variant),
      [0, 1],
    )
    assert.notDeepEqual(finals[0]?.bytes, finals[1]?.bytes)
  })

  it('ends with the reason of an abort and paints on for others', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const frames = generator.generate({ ...base, widthPx: 1024, heightPx: 1024, signal: controller.signal })
    await assert.rejects(async () => {
      for await (const frame of frames) if (frame.type === 'partial') controller.abort(reason)
    }, reason)

    assert.equal((await collect()).length, 4)
  })

  it('refuses to begin when it is aborted already', async () => {
    await assert.rejects(collect({ signal: AbortSignal.abort(new Error('late')) }), /late/)
  })

  it('starts a remix from the recipe of its parent', async () => {
    const parent = finalOf(await collect({ prompt: 'desert dunes at sunset', seed: 5 }))
    const reference = { bytes: parent.bytes, recipe: JSON.parse(JSON.stringify(parent.recipe)) as unknown }
    const child = finalOf(await collect({ prompt: 'with a cactus', seed: 77, reference }))
    const stranger = finalOf(await collect({ prompt: 'with a cactus, night', seed: 77 }))

    const [own, kin, other] = [await meanOf(parent.bytes), await meanOf(child.bytes), await meanOf(stranger.bytes)]
    const away = (mean: typeof own) => Math.hypot(mean.l - own.l, mean.a - own.a, mean.b - own.b)
    assert.ok(away(kin) < 0.03, `child ${away(kin)}`)
    assert.ok(away(other) > 0.1, `stranger ${away(other)}`)
  })

  it('takes the colours of a photograph that has no recipe', async () => {
    const photo = (top: string, bottom: string) =>
      sharp({ create: { width: 300, height: 200, channels: 3, background: top } })
        .composite([
          { input: { create: { width: 300, height: 90, channels: 3, background: bottom } }, left: 0, top: 110 },
        ])
        .jpeg()
        .toBuffer()
    const prompt = 'a house'
    const warm = finalOf(await collect({ prompt, reference: { bytes: await photo('#e8b070', '#a04828') } }))
    const green = finalOf(await collect({ prompt, reference: { bytes: await photo('#bfe0c8', '#3f7a4a') } }))

    assert.ok((await meanOf(warm.bytes)).a > (await meanOf(green.bytes)).a + 0.06)
  })

  it('paints from the words alone when a reference is no picture', async () => {
    const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')

    assert.deepEqual(finalOf(await collect({ reference: { bytes } })).bytes, finalOf(await collect()).bytes)
  })

  it('refuses work after it was closed', async () => {
    const closed = createPaintedGenerator()
    await closed.close()

    await assert.rejects(
      async () => {
        for await (const frame of closed.generate(base)) assert.fail(frame.type)
      },
      { name: 'GeneratorError', code: 'provider_failed' },
    )
  })
})
