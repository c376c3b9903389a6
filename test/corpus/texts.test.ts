import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { problemCodes } from '@ai-feed/protocol'
import type { Post, Problem } from '@ai-feed/protocol'
import { corpora, readTexts, unlessHere } from '../support/corpora.ts'
import { gradient } from '../support/pictures.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const many = 1_000_000
const strings = readTexts('text/blns.json')
const prompts = readTexts('text/prompts-hostile.json')
const bodies = readTexts('json/bodies-hostile.json')
const parsing = join(corpora, 'json/test_parsing')

describe('open corpora of texts', unlessHere('text'), () => {
  let server: TestServer
  let anna: TestUser
  before(async () => {
    server = await startTestServer({
      limits: {
        writesPerUser5Min: many,
        searchesPerMinute: many,
        reportsPerMinute: many,
        uploadsPerUserHour: many,
        uploadsPerUserAtOnce: many,
        generationsPerNewUserDay: many,
        generationsPerUserDay: many,
        generationsRunningPerUser: many,
      },
    })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    await signUp(server, { handle: 'berta', origin: testOrigins[0] })
  })
  after(() => server.close())

  const send = (method: string, path: string, value: unknown): Promise<Response> =>
    anna.fetch(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) })
  /** Reads an answer: taken, or refused by a code of the wire for a reason that is the sender's. */
  const judge = async (response: Response, what: string): Promise<unknown> => {
    const text = await response.text()
    assert.ok(response.status < 500, `${what}: ${response.status} ${text}`)
    const value: unknown = text === '' ? undefined : JSON.parse(text)
    if (response.status >= 400) assert.ok(Object.hasOwn(problemCodes, (value as Problem).code), what)
    return response.ok ? value : undefined
  }
  const inTurns = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
    const left = items.values()
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (const item of left) await work(item)
      }),
    )
  }

  it('come back from a post as they were sent, or are refused', async () => {
    let taken = 0
    await inTurns(strings, async (text) => {
      const post = (await judge(await send('POST', '/v1/posts', { text, topic: text.slice(0, 200) }), text)) as Post
      if (!post) return
      taken += 1
      assert.equal(post.text.map((segment) => segment.text).join(''), text.trim() === '' ? '' : text)
    })
    assert.ok(taken > strings.length / 2, `${taken} of ${strings.length} were taken`)
  })

  it('do no harm as name, bio, muted word, reason, search, handle, feed and cursor', async () => {
    await inTurns(strings, async (text) => {
      const part = encodeURIComponent(text.toWellFormed())
      const me = { name: text, bio: text, mutedWords: [text] }
      await judge(await send('PATCH', '/v1/me', me), text)
      for (const [name, value] of Object.entries(me))
        await judge(await send('PATCH', '/v1/me', { [name]: value }), text)
      const report = { user: 'berta', category: 'other', reason: text, goodFaith: true }
      await judge(await send('POST', '/v1/reports', report), text)
      for (const path of [
        `/v1/feeds/search?q=${part}`,
        `/v1/feeds/tag:${part}`,
        `/v1/feeds/topic:${part}`,
        `/v1/feeds/explore?cursor=${part}`,
        `/v1/users?q=${part}`,
        `/v1/users/x${part}`,
        `/v1/posts/x${part}`,
      ]) {
        await judge(await anna.fetch(path), path)
      }
    })
  })

  it('come back as alt texts', async () => {
    await inTurns(
      strings.filter((_, index) => index % 8 === 0),
      async (alt) => {
        const body = new Uint8Array(await gradient(8, 8).png().toBuffer())
        const media = (await judge(await anna.fetch('/v1/media', { method: 'POST', body }), alt)) as { id: string }
        const post = (await judge(await send('POST', '/v1/posts', { media: [{ id: media.id, alt }] }), alt)) as Post
        if (post) assert.equal(post.media[0]?.alt, alt)
      },
    )
  })

  it('are drawn or refused as prompts, and never fail', async () => {
    for (const prompt of prompts) {
      const answer = await send('POST', '/v1/generations', { prompt })
      const made = (await judge(answer, prompt.slice(0, 80))) as { id: string; prompt: string } | undefined
      if (!made) continue
      assert.equal(made.prompt, prompt)
      await judge(await anna.fetch(`/v1/generations/${made.id}`, { method: 'DELETE' }), prompt)
    }
    assert.ok(prompts.length >= 34)
  })

  it('as whole bodies change nothing but what the wire knows', async () => {
    const raw = (body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
      anna.fetch('/v1/posts', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
    for (const body of bodies) {
      const post = (await judge(await raw(body), body.slice(0, 80))) as Post | undefined
      if (post) assert.deepEqual([post.author.handle, post.counts.likes, post.version], ['anna', 0, 1])
    }
    const files = existsSync(parsing) ? readdirSync(parsing) : []
    for (const file of files) {
      const answer = await raw(new Uint8Array(readFileSync(join(parsing, file))))
      await judge(answer, file)
      assert.ok(!answer.ok, `${file} is no post`)
    }
    assert.ok(bodies.length >= 37 && files.length >= 316)
  })
})
