import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isFinal } from '@ai-feed/protocol'
import type { Generation } from '@ai-feed/protocol'
import { writePost } from '../support/posts.ts'
import { startServerPair } from '../support/server-pair.ts'
import type { ServerPair } from '../support/server-pair.ts'
import { signIn, signUp, testPassword } from '../support/sign-in.ts'

describe('the log of a server', () => {
  let pair: ServerPair
  before(async () => {
    pair = await startServerPair()
  })
  after(() => pair.close())

  it('holds no token, proof, password, prompt, word, key or e-mail address, also of requests that failed', async () => {
    const anna = await signUp(pair, { handle: 'anna_logged', origin: pair.url })
    await signIn(pair, { handle: 'anna_logged', origin: pair.url })
    await anna.refresh()
    const prompt = 'a lighthouse for somebody.secret@example.org at dusk'
    const post = (body: object): RequestInit => ({
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'key-of-one-write' },
      body: JSON.stringify(body),
    })
    let generation = (await (await anna.fetch('/v1/generations', post({ prompt }))).json()) as Generation
    while (!isFinal(generation.status)) {
      generation = (await (await anna.fetch(`/v1/generations/${generation.id}`)).json()) as Generation
    }
    await writePost(anna, {
      text: 'words nobody may log',
      media: [{ id: generation.media[0]?.id ?? '', alt: 'alt unlogged' }],
    })
    const picture = new URL(generation.media[0]?.sources[0]?.url ?? '')
    await fetch(picture)
    const proof = await anna.key.prove({ method: 'GET', url: `${pair.url}/v1/me`, token: anna.accessToken })
    await fetch(`${pair.url}/v1/me`, { headers: { Authorization: `DPoP ${anna.accessToken}`, DPoP: proof } })
    await fetch(`${pair.url}/v1/feeds/explore?cursor=a-forged-cursor`)
    await anna.fetch('/v1/posts', { ...post({ text: 'x', odd: 'value-of-an-unknown-field' }) })
    await anna.fetch('/v1/posts', { ...post({}), body: '{"text": "broken words' })
    await fetch(`${pair.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'default', refresh_token: 'a-wrong-token' }),
    })
    await fetch(`${pair.url}/v1/feeds/search%3Asought%20words`)
    await fetch(`${pair.url}/v1/feeds/search:sought`)
    await fetch(`${pair.url}/v1/users/looked.at@example.org`)
    await anna.signOut()

    const log = pair.servers.map((server) => server.output()).join('')
    const secrets = {
      'access token': anna.accessToken,
      'refresh token': anna.refreshToken,
      'wrong token': 'a-wrong-token',
      proof: proof.split('.')[2] ?? '',
      password: testPassword,
      prompt: 'lighthouse',
      'e-mail address': 'somebody.secret@',
      post: 'nobody may log',
      'alt text': 'alt unlogged',
      'idempotency key': 'key-of-one-write',
      cursor: 'a-forged-cursor',
      'unknown value': 'value-of-an-unknown-field',
      'broken body': 'broken words',
      search: 'sought',
      'looked at': 'looked.at',
      signature: picture.searchParams.get('s') ?? 'unsigned',
    }
    assert.ok(log.split('\n').filter((line) => line.includes('"event":"request"')).length > 15)
    const found = Object.entries(secrets).flatMap(([what, word]) => (log.includes(word) ? [what] : []))
    assert.deepEqual(found, [])
    assert.deepEqual(
      log.split('\n').filter((line) => line !== '' && !/^\{.*\}$/.test(line)),
      [],
    )
  })
})
