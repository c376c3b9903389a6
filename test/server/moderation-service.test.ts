import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import OpenAI from 'openai'
import { createLog } from '../../packages/server/dist/log.js'
import { createModeration } from '../../packages/server/dist/moderation/create-moderation.js'
import { createModerationService } from '../../packages/server/dist/moderation/moderation-service.js'
import { createCallService } from '../../packages/server/dist/outgoing/call-service.js'
import { startModerationWire } from '../support/moderation-wire.ts'
import type { ModerationWire } from '../support/moderation-wire.ts'

const key = randomBytes(12).toString('hex')
const picture = { bytes: Buffer.from('bytes of a picture'), type: 'image/webp' }

describe('the moderation service', () => {
  let wire: ModerationWire
  before(async () => void (wire = await startModerationWire()))
  after(() => wire.close())
  const judge = (timeoutMs = 5_000) =>
    createModeration(
      createModerationService({
        account: { url: wire.url, key, model: 'omni-moderation-latest' },
        callService: createCallService(),
        timeoutMs,
      }),
      { textsJudgedAtOnce: 2 },
      createLog({ write: () => {} }),
    )

  it('is played as the vendor’s client knows it', async () => {
    wire.judgeBy(() => ['violence'])
    const client = new OpenAI({ apiKey: key, baseURL: wire.url })

    const { results } = await client.moderations.create({ input: 'x' })

    assert.deepEqual([results[0]?.flagged, results[0]?.categories.violence], [true, true])
  })

  it('is asked for each prompt, as text', async () => {
    wire.judgeBy(() => [])

    assert.deepEqual(await judge().moderatePrompt('a pond'), { isAllowed: true })
    assert.deepEqual(wire.calls.at(-1), {
      path: '/v1/moderations',
      authorization: `Bearer ${key}`,
      model: 'omni-moderation-latest',
      input: 'a pond',
    })
  })

  it('is asked for pictures, which travel inside the question', async () => {
    wire.judgeBy(() => ['violence'])

    assert.deepEqual(await judge().moderatePicture(picture), { isAllowed: false, category: 'violence' })
    const url = `data:image/webp;base64,${picture.bytes.toString('base64')}`
    assert.deepEqual(wire.calls.at(-1)?.input, [{ type: 'image_url', image_url: { url } }])
  })

  it('gives the gravest category, in words of this server', async () => {
    const cases: [string[], string][] = [
      [['sexual', 'sexual/minors'], 'sexual_minors'],
      [['self-harm/intent'], 'self_harm_intent'],
    ]
    for (const [flagged, category] of cases) {
      wire.judgeBy(() => flagged)
      assert.deepEqual(await judge().moderatePrompt('x'), { isAllowed: false, category })
    }
  })

  it('comes after the floor of words, which is never sent anywhere', async () => {
    wire.judgeBy(() => [])
    const asked = wire.calls.length

    assert.deepEqual(await judge().moderatePrompt('naked child'), { isAllowed: false, category: 'sexual_minors' })
    assert.equal(wire.calls.length, asked)
  })

  it('is asked a second time when it fails once', async () => {
    const asked = wire.calls.length
    wire.judgeBy(() => (wire.calls.length === asked + 1 ? 503 : []))

    assert.deepEqual(await judge().moderatePrompt('a pond'), { isAllowed: true })
  })

  it('never means yes when it says anything else', async () => {
    const odd = [500, 429, 401, {}, { results: [] }, { results: [{ flagged: 'no' }] }, { error: { message: 'x' } }]
    for (const answer of odd) {
      wire.judgeBy(() => answer)
      await assert.rejects(judge().moderatePrompt('a pond'), JSON.stringify(answer))
      await assert.rejects(judge().moderatePicture(picture), JSON.stringify(answer))
    }
  })

  it('judges texts, which the floor of words does not, and some at once', async () => {
    wire.judgeBy(({ input }) => (input === 'vile' ? ['hate'] : []))
    const moderation = judge()

    assert.deepEqual(await moderation.moderateText('vile'), { isAllowed: false, category: 'hate' })
    const atOnce = await Promise.allSettled(['rape is a crime', 'b', 'c'].map((text) => moderation.moderateText(text)))

    assert.deepEqual(
      atOnce.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected'],
    )
    assert.deepEqual(await moderation.moderateText('d'), { isAllowed: true })
  })

  it('never means yes when it cannot be reached', async () => {
    const gone = await startModerationWire()
    await gone.close()
    const unreachable = createModerationService({
      account: { url: gone.url, model: 'x' },
      callService: createCallService(),
      timeoutMs: 1_000,
    })

    await assert.rejects(unreachable.moderateText('a pond'))
  })
})
