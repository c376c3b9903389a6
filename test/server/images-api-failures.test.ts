import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { GeneratorError } from '../../packages/server/dist/generators/generator.js'
import { framesOf, makeImagesApi } from '../support/images-api.ts'
import {
  answerFault,
  answerJson,
  draw,
  drawPictures,
  moderationBlocked,
  partialEvent,
  sendEvent,
  startImagesWire,
} from '../support/images-wire.ts'
import type { ImagesAnswer, ImagesWire } from '../support/images-wire.ts'

/** Begins a stream with one picture on the way, then sends one more event. */
const midStream =
  (event: Record<string, unknown>): ImagesAnswer =>
  async (call, response) => {
    await sendEvent(response, partialEvent(call, 0, await draw(64, 64)))
    await sendEvent(response, { type: 'error', ...event })
    response.end()
  }
const details = { categories: ['sexual/minors'], moderation_stage: 'input' }

/** What a provider answers, and what a generation then says: code, category, whether trying again helps. */
const failures: readonly [name: string, answer: ImagesAnswer, ...string[]][] = [
  ['a refusal', answerFault(400, moderationBlocked), 'provider_refused sexual'],
  [
    'a refusal with details',
    answerFault(400, { code: 'moderation_blocked', moderation_details: details }),
    'provider_refused sexual_minors',
  ],
  ['a refusal of a filter', answerFault(400, { code: 'content_policy_violation', message: 'no' }), 'provider_refused'],
  ['a refusal of Azure', answerFault(403, { code: 'content_filter', message: 'no' }), 'provider_refused'],
  ['a refusal as a string', answerFault(400, { error: 'Prompt flagged by the safety system' }), 'provider_refused'],
  ['a refusal as a detail', answerFault(422, { detail: 'content policy: nsfw' }), 'provider_refused'],
  ['451', answerFault(451, 'not here'), 'provider_refused'],
  ['a refusal in mid-stream', midStream({ error: moderationBlocked }), 'provider_refused sexual'],
  ['a flat refusal in mid-stream', midStream({ code: 'moderation_blocked', message: 'x' }), 'provider_refused'],
  ['a refusal beside the picture', answerJson({ data: [{ url: 'x', respect_moderation: false }] }), 'provider_refused'],
  ['a refusal with 200', answerJson({ error: moderationBlocked }), 'provider_refused sexual'],
  ['too many requests', answerFault(429, { code: 'rate_limit_exceeded', message: 'slow' }), 'provider_rate_limited'],
  ['a limit in mid-stream', midStream({ error: { code: 'rate_limit_exceeded' } }), 'provider_rate_limited'],
  ['no money left', answerFault(429, { code: 'insufficient_quota' }), 'provider_failed false'],
  ['a wrong key', answerFault(401, { code: 'invalid_api_key' }), 'provider_failed false'],
  ['an unknown model', answerFault(404, { code: 'model_not_found' }), 'provider_failed false'],
  ['a detail in a list', answerFault(422, { detail: [{ loc: ['n'], msg: 'too many' }] }), 'provider_failed false'],
  ['500', answerFault(500, { error: 'out of memory' }), 'provider_failed true'],
  ['a page of a proxy', answerFault(502, '<html>Bad Gateway</html>'), 'provider_failed true'],
  ['an error in mid-stream', midStream({ error: { code: 'server_error' } }), 'provider_failed true'],
  ['a stream that ends early', midStream({ type: 'keepalive' }), 'provider_failed'],
  ['a broken connection', (_call, response) => void response.destroy(), 'provider_failed'],
  ['no pictures', answerJson({ data: [] }), 'bad_output'],
  ['pictures of another kind', answerJson({ images: ['x'] }), 'bad_output'],
  ['a picture without bytes', answerJson({ data: [{ b64_json: '' }] }), 'bad_output'],
  ['no JSON', (_call, response) => void response.end('hello'), 'bad_output'],
  [
    'an event that is no JSON',
    (_call, response) => void response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end('data: {\n\n'),
    'bad_output',
  ],
  [
    'a redirect',
    (_call, response) => void response.writeHead(307, { Location: '/v1/elsewhere' }).end(),
    'provider_failed',
  ],
]

const tell = (error: GeneratorError): string =>
  [error.code, error.category, error.isRetryable].filter((part) => part !== undefined).join(' ')

async function failureOf(asking: Promise<unknown>): Promise<GeneratorError> {
  const error = await asking.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof GeneratorError, String(error))
  return error
}

describe('images-api, when it fails', () => {
  let wire: ImagesWire
  before(async () => void (wire = await startImagesWire()))
  after(() => wire.close())
  afterEach(() => wire.answerWith(drawPictures))

  for (const [name, answer, expected] of failures) {
    it(`calls ${name} ${expected}, after one call`, async () => {
      const calls = wire.calls.length
      wire.answerWith(answer)

      const error = await failureOf(framesOf(makeImagesApi(wire.url), { prompt: 'a secret pond' }))

      assert.equal(tell(error), expected)
      assert.equal(wire.calls.length - calls, 1)
      assert.ok(!error.message.includes('secret') && !error.message.includes('safety_violations'))
    })
  }

  it('says how long a provider asks to wait, in each of the ways to say it, and for at most ten minutes', async () => {
    const nowMs = Date.UTC(2026, 0, 1)
    const ways: [Record<string, string>, number | undefined][] = [
      [{ 'Retry-After': '7' }, 7_000],
      [{ 'retry-after-ms': '1500', 'Retry-After': '2' }, 1_500],
      [{ 'Retry-After': new Date(nowMs + 30_000).toUTCString() }, 30_000],
      [{ 'Retry-After': '86400' }, 600_000],
      [{ 'Retry-After': 'soon' }, undefined],
      [{}, undefined],
    ]
    for (const [headers, waitMs] of ways) {
      const generator = makeImagesApi(wire.url, { clock: () => nowMs })
      wire.answerWith(answerFault(429, { code: 'rate_limit_exceeded' }, headers))

      const error = await failureOf(framesOf(generator))

      assert.deepEqual([error.retryAfterMs, generator.waitMs?.()], [waitMs, waitMs ?? 0])
    }
  })

  it('leaves out, from the next generation on, a field that the server says it does not know', async () => {
    const generator = makeImagesApi(wire.url)
    const strict = ['safety_identifier', 'stream']
    wire.answerWith((call, response) => {
      const unknown = strict.find((name) => name in call.fields)
      const detail = [{ loc: ['body', unknown], msg: `Extra inputs are not permitted: ${unknown}` }]
      return unknown === undefined ? drawPictures(call, response) : answerFault(422, { detail })(call, response)
    })

    const outcomes = [await failureOf(framesOf(generator)), await failureOf(framesOf(generator))]
    const frames = await framesOf(generator)

    assert.deepEqual(outcomes.map(tell), ['provider_failed', 'provider_failed'])
    assert.deepEqual(
      frames.map(({ type }) => type),
      ['final'],
    )
    assert.deepEqual(Object.keys(wire.calls.at(-1)!.fields), ['model', 'prompt', 'n', 'size', 'moderation'])
  })

  it('does not learn that from a refusal that speaks of moderation', async () => {
    const generator = makeImagesApi(wire.url)
    wire.answerWith(answerFault(400, { error: 'refused by moderation' }))
    await failureOf(framesOf(generator))
    wire.answerWith(drawPictures)

    await framesOf(generator)

    assert.equal(wire.calls.at(-1)!.fields['moderation'], 'auto')
  })

  it('takes no answer that is larger than the limit, at once or in a stream', async () => {
    const generator = makeImagesApi(wire.url, { limits: { generatorAnswerBytes: 10_000 } })
    for (const type of ['application/json', 'text/event-stream']) {
      wire.answerWith((_call, response) => {
        response.writeHead(200, { 'Content-Type': type })
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(1_000)));
        }
        response.on('drain', more)
        more()
      })

      assert.equal((await failureOf(framesOf(generator))).code, 'bad_output')
    }
  })
})
