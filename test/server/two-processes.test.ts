import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isFinal } from '@ai-feed/protocol'
import type { Generation, Post } from '@ai-feed/protocol'
import { readEvents } from '../support/event-reader.ts'
import { writePost } from '../support/posts.ts'
import { startServerPair } from '../support/server-pair.ts'
import type { ServerPair } from '../support/server-pair.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'

describe('two processes behind any balancer', () => {
  let pair: ServerPair
  let anna: TestUser
  before(async () => {
    pair = await startServerPair({ writesPerUser5Min: 40, streamsPerIp: 50 })
    anna = await signUp(pair, { handle: 'anna_balanced', origin: pair.url })
  })
  after(() => pair.close())

  const json = (body: object, key: string): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  })

  it('let a sign-in walk through both of them, from the form to the tokens', () => {
    const counts = pair.servers.map(({ url }) => pair.balancer.counts.get(url) ?? 0)

    assert.ok(
      counts.every((count) => count >= 2),
      counts.join(' and '),
    )
  })

  it('take nonces, tokens and refreshes of each other', async () => {
    const answers = [await anna.fetch('/v1/me'), await anna.fetch('/v1/me'), await anna.fetch('/v1/me')]
    await anna.refresh()
    const after = [await anna.fetch('/v1/me'), await anna.fetch('/v1/me')]

    assert.deepEqual(
      [...answers, ...after].map(({ status }) => status),
      [200, 200, 200, 200, 200],
    )
  })

  it('refuse a proof that the other one has seen', async () => {
    const url = `${pair.url}/v1/me`
    const attempt = async (nonce?: string): Promise<RequestInit> => ({
      headers: {
        Authorization: `DPoP ${anna.accessToken}`,
        DPoP: await anna.key.prove({ method: 'GET', url, token: anna.accessToken, nonce }),
        Origin: pair.url,
      },
    })
    const asked = await fetch(url, await attempt())
    const once = await attempt(asked.headers.get('DPoP-Nonce') ?? undefined)

    const statuses = [(await fetch(url, once)).status, (await fetch(url, once)).status]

    assert.deepEqual(statuses, [200, 401])
  })

  it('make one post of one key, whichever gets it, one after the other and at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => anna.fetch('/v1/posts', json({ text: 'once' }, 'balanced-once'))),
    )
    const posts = (await Promise.all(answers.map((answer) => answer.json()))) as Post[]
    const ids = new Set(posts.filter((_, index) => answers[index]?.status === 201).map(({ id }) => id))

    assert.equal(ids.size, 1)
    assert.ok(answers.every(({ status }) => status === 201 || status === 409))
  })

  it('tell the streams of both what was written to either, once each and in one order', async () => {
    const open = () => readEvents(fetch(`${pair.url}/v1/events?feed=explore`))
    const readers = [await open(), await open()]
    const written = [await writePost(anna, { text: 'to one' }), await writePost(anna, { text: 'to the other' })]

    for (const reader of readers) await reader.find(({ data }) => data['postId'] === written[1]?.id)
    const seen = readers.map(({ events }) =>
      events.filter(({ kind }) => kind === 'post.created').map(({ data }) => data['postId']),
    )
    const ids = written.map(({ id }) => id)
    assert.deepEqual(seen, [ids, ids])
    for (const reader of readers) await reader.close()
  })

  it('show previews and the end of a generation to its author on both, and serve the pictures', async () => {
    const streams = [await readEvents(anna.fetch('/v1/events')), await readEvents(anna.fetch('/v1/events'))]
    const asked = await anna.fetch('/v1/generations', json({ prompt: 'a lighthouse at dusk' }, 'balanced-picture'))
    const { id } = (await asked.json()) as Generation

    for (const stream of streams) {
      await stream.find(({ kind, data }) => kind === 'generation.preview' && data['id'] === id)
      await stream.find(({ kind, data }) => kind === 'generation' && isFinal(String(data['status']) as 'succeeded'))
    }
    const generations = [await anna.fetch(`/v1/generations/${id}`), await anna.fetch(`/v1/generations/${id}`)]
    for (const answer of generations) {
      const { status, media } = (await answer.json()) as Generation
      assert.equal(status, 'succeeded')
      assert.equal((await fetch(media[0]?.sources[0]?.url ?? '')).status, 200)
    }
    for (const stream of streams) await stream.close()
  })

  it('close a stream of one when the other signs its user out', async () => {
    const ben = await signUp(pair, { handle: 'ben_balanced', origin: pair.url })
    const streams = [await readEvents(ben.fetch('/v1/events')), await readEvents(ben.fetch('/v1/events'))]

    await ben.signOut()

    for (const stream of streams)
      await stream.find(({ kind, data }) => kind === 'end' && data['reason'] === 'signed_out')
  })

  it('count writes together', async () => {
    const dora = await signUp(pair, { handle: 'dora_balanced', origin: pair.url })
    const statuses: number[] = []
    for (let n = 0; n < 44; n += 1) {
      statuses.push((await dora.fetch('/v1/posts', json({ text: `number ${n}` }, `balanced-${n}`))).status)
    }

    assert.equal(statuses.filter((status) => status === 201).length, 40)
    assert.deepEqual([...new Set(statuses)], [201, 429])
  })
})
