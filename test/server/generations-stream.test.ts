import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { decode, eventSchemas } from '@ai-feed/protocol'
import type { Generation, Problem } from '@ai-feed/protocol'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { createScriptedGenerator, drawBehindGate } from '../support/scripted-generator.ts'
import type { ScriptedGenerator } from '../support/scripted-generator.ts'

interface Received {
  readonly kind: string
  readonly data: Record<string, unknown>
}

/** Reads the events of a stream one after the other, each checked against its schema. */
async function* eventsOf(response: Response): AsyncGenerator<Received> {
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      const [, kind, json] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? []
      if (kind === undefined || json === undefined) continue
      yield { kind, data: decode(eventSchemas[kind as keyof typeof eventSchemas], JSON.parse(json)) }
    }
  }
}

describe('GET /v1/generations/{id}/events', () => {
  let server: PictureServer
  let generator: ScriptedGenerator
  let anna: PictureUser
  let nowMs = Date.now()
  before(async () => {
    generator = createScriptedGenerator(drawBehindGate)
    server = await startPictureServer({ generator, clock: () => nowMs, limits: { generationsRunningPerUser: 9 } })
    anna = await server.user()
  })
  after(() => server.close())

  const begin = async (): Promise<string> => {
    const { id } = (await (await anna.generate({ prompt: 'a bridge' })).json()) as Generation
    await anna.until(id, ({ previews }) => previews.length > 0)
    return id
  }

  it('starts with the present state and its previews, tells each change and ends after the last', async () => {
    const id = await begin()
    const response = await anna.fetch(`/v1/generations/${id}/events`)
    assert.deepEqual(
      [response.headers.get('Content-Type'), response.headers.get('Cache-Control')],
      ['text/event-stream', 'no-store'],
    )
    const events = eventsOf(response)

    const state = (await events.next()).value as Received
    const preview = (await events.next()).value as Received
    assert.deepEqual(
      [state.kind, state.data['status'], preview.kind, preview.data['variant']],
      ['generation', 'running', 'generation.preview', 0],
    )
    assert.equal((await server.get(String(preview.data['url']))).status, 200)

    await anna.fetch(`/v1/generations/${id}`, { method: 'DELETE' })
    const rest = await Array.fromAsync(events)

    assert.deepEqual(
      rest.map(({ kind, data }) => [kind, data['status']]),
      [['generation', 'canceled']],
    )
    assert.ok(Number(rest[0]?.data['seq']) > Number(state.data['seq']))
  })

  it('of an ended one tells its end and is over', async () => {
    const id = await begin()
    await anna.fetch(`/v1/generations/${id}`, { method: 'DELETE' })

    const events = await Array.fromAsync(eventsOf(await anna.fetch(`/v1/generations/${id}/events`)))

    assert.deepEqual(
      events.map(({ data }) => data['status']),
      ['canceled'],
    )
  })

  it('is there four times for one user at most, and again when one of them is closed', async () => {
    const id = await begin()
    const open = (): Promise<Response> => anna.fetch(`/v1/generations/${id}/events`)
    const streams = await Promise.all([open(), open(), open(), open()])
    const refused = await open()

    assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '5'])
    assert.equal(((await refused.json()) as Problem).code, 'too_many_streams')

    await streams[0]?.body?.cancel()
    let again = await open()
    while (!again.ok) again = await open()
    for (const { body } of [again, ...streams.slice(1)]) await body?.cancel()
    await anna.fetch(`/v1/generations/${id}`, { method: 'DELETE' })
  })

  it('ends when the session is revoked', async () => {
    const id = await begin()
    const events = eventsOf(await anna.fetch(`/v1/generations/${id}/events`))
    await events.next()

    server.revokedGrants.add(anna.viewer.grantId)
    const rest = await Array.fromAsync(events)

    assert.deepEqual(rest.at(-1), { kind: 'end', data: { reason: 'signed_out' } })
    server.revokedGrants.clear()
    await anna.fetch(`/v1/generations/${id}`, { method: 'DELETE' })
  })

  it('ends when the token is over', async () => {
    const id = await begin()
    const events = eventsOf(await anna.fetch(`/v1/generations/${id}/events`))
    await events.next()

    nowMs += 3_600_000
    const rest = await Array.fromAsync(events)

    assert.deepEqual(rest.at(-1), { kind: 'end', data: { reason: 'token_expired' } })
    await anna.fetch(`/v1/generations/${id}`, { method: 'DELETE' })
  })
})
