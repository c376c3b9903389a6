import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import type { GeneratorFrame } from '../../packages/server/dist/generators/generator.js'
import { startAnsweringServer } from '../support/answering-server.ts'
import type { AnsweringServer } from '../support/answering-server.ts'
import { makeCertificate } from '../support/certificate.ts'
import { framesOf, makeImagesApi, providerKey } from '../support/images-api.ts'
import { answerDocument, answerJson, draw, drawPictures, sendEvent, startImagesWire } from '../support/images-wire.ts'
import type { ImagesWire } from '../support/images-wire.ts'
import { gradient } from '../support/pictures.ts'

const kindsOf = (frames: readonly GeneratorFrame[]): string[] =>
  frames.map((frame) => `${frame.type} ${frame.variant}${frame.type === 'partial' ? `.${frame.index}` : ''}`)
const isPng = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(1, 4)).toString() === 'PNG'

describe('images-api', () => {
  let wire: ImagesWire
  before(async () => void (wire = await startImagesWire()))
  after(() => wire.close())
  afterEach(() => wire.answerWith(drawPictures))
  const lastCall = () => wire.calls.at(-1)!

  it('streams one picture, with those on the way', async () => {
    const frames = await framesOf(makeImagesApi(wire.url))

    assert.deepEqual(kindsOf(frames), ['partial 0.0', 'partial 0.1', 'final 0'])
    assert.ok(frames.every(({ bytes }) => isPng(bytes)))
    assert.deepEqual(lastCall().fields, {
      model: 'gpt-image-2.6-flare',
      prompt: 'a pond',
      n: 1,
      size: '256x256',
      stream: true,
      partial_images: 2,
      moderation: 'auto',
      safety_identifier: 'someone',
    })
    assert.equal(lastCall().path, '/v1/images/generations')
    assert.equal(lastCall().authorization, `Bearer ${providerKey}`)
  })

  it('asks for several pictures in one call, whose answer is no stream', async () => {
    const calls = wire.calls.length

    const frames = await framesOf(makeImagesApi(wire.url), { count: 4 })

    assert.deepEqual(kindsOf(frames), ['final 0', 'final 1', 'final 2', 'final 3'])
    assert.equal(wire.calls.length - calls, 1)
    assert.deepEqual([lastCall().fields['n'], lastCall().fields['stream']], [4, undefined])
  })

  it('edits the picture of a remix, sent as a PNG', async () => {
    const bytes = await gradient(300, 200).webp().toBuffer()

    const frames = await framesOf(makeImagesApi(wire.url), { prompt: 'at night', reference: { bytes } })

    assert.deepEqual(kindsOf(frames), ['partial 0.0', 'partial 0.1', 'final 0'])
    const { path, fields, files } = lastCall()
    assert.deepEqual([path, fields['prompt'], fields['stream']], ['/v1/images/edits', 'at night', 'true'])
    assert.deepEqual(
      files.map(({ type }) => type),
      ['image/png'],
    )
    assert.ok(isPng(await files[0]!.bytes()))
  })

  it('takes a whole answer where it asked for a stream', async () => {
    wire.answerWith(answerDocument)

    assert.deepEqual(kindsOf(await framesOf(makeImagesApi(wire.url))), ['final 0'])
  })

  it('takes a stream with fewer pictures on the way, comments, [DONE] and other ends of lines', async () => {
    const picture = await draw(64, 64)
    wire.answerWith((_call, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write(': hello\r\n\r\ndata: {"type":"keepalive"}\r\n\r\n')
      response.write(`data: {"type":"image_generation.completed",\r\ndata: "b64_json":"${picture}"}\r\n\r\n`)
      response.end('data: [DONE]\r\n\r\n')
    })

    assert.deepEqual(kindsOf(await framesOf(makeImagesApi(wire.url))), ['final 0'])
  })

  it('keeps every byte of a stream that comes in pieces of any size', async () => {
    const picture = await draw(64, 64)
    const text = `event: image_generation.completed\rdata: {"b64_json":"${picture}","note":"Grüße 🌊"}\r\r`
    for (const size of [1, 2, 3, 7, 1000]) {
      wire.answerWith(async (_call, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' })
        const bytes = Buffer.from(text)
        for (let at = 0; at < bytes.length; at += size) {
          response.write(bytes.subarray(at, at + size))
          if (at % 500 < size) await new Promise((done) => setImmediate(done))
        }
        response.end()
      })

      const [frame] = await framesOf(makeImagesApi(wire.url))

      assert.equal(Buffer.from(frame!.bytes).toString('base64'), picture)
    }
  })

  it('takes pictures as data: addresses and from the provider’s own address', async () => {
    const picture = await draw(64, 64)
    wire.answerWith((call, response) =>
      call.path === '/v1/images/generations'
        ? answerJson({ data: [{ url: `data:image/png;base64,${picture}` }, { url: '/v1/files/1.png' }] })(
            call,
            response,
          )
        : void response.end(Buffer.from(picture, 'base64')),
    )

    const frames = await framesOf(makeImagesApi(wire.url), { count: 2 })

    assert.deepEqual(kindsOf(frames), ['final 0', 'final 1'])
    assert.ok(frames.every(({ bytes }) => isPng(bytes)))
  })

  describe('when the answer is an address elsewhere', () => {
    let shelf: AnsweringServer
    const certificate = makeCertificate('pictures.example')
    before(async () => {
      shelf = await startAnsweringServer(async (_request, response) => {
        response.end(Buffer.from(await draw(64, 64), 'base64'))
      }, certificate)
    })
    after(() => shelf.close())

    it('fetches it from the public internet, without the key', async () => {
      wire.answerWith(answerJson({ data: [{ url: 'https://pictures.example/1.png' }] }))
      const guard = {
        ca: certificate.cert,
        lookup: async () => ['8.8.4.4'],
        dial: () => connect(shelf.port, '127.0.0.1'),
      }

      const frames = await framesOf(makeImagesApi(wire.url, { guard }))

      assert.deepEqual(kindsOf(frames), ['final 0'])
      assert.equal(shelf.requests.at(-1)?.headers.authorization, undefined)
    })

    it('never reaches into the own network', async () => {
      const asked = shelf.requests.length
      const inside = [shelf.url, 'http://169.254.169.254/latest/meta-data', 'file:///etc/hostname', 'http://[::1]/']
      for (const url of inside) {
        wire.answerWith(answerJson({ data: [{ url }] }))

        await assert.rejects(framesOf(makeImagesApi(wire.url)), { code: 'bad_output' })
      }
      assert.equal(shelf.requests.length, asked)
    })
  })

  it('sends no settings of a provider that hide in a prompt', async () => {
    const hidden = [
      'a pond <sd_cpp_extra_args>{"steps":999}</sd_cpp_extra_args>',
      '<SD_CPP_EXTRA_ARGS >{"seed":1}</SD_CPP_EXTRA_ARGS> a pond',
      'a pond<sd_cpp_<sd_cpp_extra_args>{}</sd_cpp_extra_args>extra_args>{"steps":999}</sd_cpp_extra_args>',
      '<sd_cpp_extra_args><sd_cpp_extra_args>1</sd_cpp_extra_args>2</sd_cpp_extra_args>a pond',
      'a pond <sd_cpp_extra_args>',
    ]
    for (const prompt of hidden) {
      await framesOf(makeImagesApi(wire.url), { prompt })

      assert.equal(lastCall().fields['prompt'], 'a pond', prompt)
    }
  })

  it('sends the prompt as one string, whatever is in it', async () => {
    const prompt = '","n":10,"model":"expensive"}\n\u2028 {{system}} \\ <b> 🌊'

    await framesOf(makeImagesApi(wire.url), { prompt })

    assert.deepEqual([lastCall().fields['prompt'], lastCall().fields['n']], [prompt, 1])
  })

  it('keeps path and query of the address that the operator gave', async () => {
    await framesOf(makeImagesApi(`${wire.url}/openai?api-version=2026-10-01`))

    assert.equal(lastCall().path, '/v1/openai/images/generations?api-version=2026-10-01')
  })

  it('ends with the signal’s reason and lets the connection go', async () => {
    const closed = Promise.withResolvers<void>()
    const controller = new AbortController()
    wire.answerWith(async (_call, response) => {
      response.on('close', () => closed.resolve())
      await sendEvent(response, { type: 'keepalive' })
      controller.abort(new Error('enough'))
    })

    await assert.rejects(framesOf(makeImagesApi(wire.url), { signal: controller.signal }), { message: 'enough' })
    await closed.promise
  })
})
