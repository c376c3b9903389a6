import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { decode, meSchema } from '@ai-feed/protocol'
import type { Me } from '@ai-feed/protocol'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('/v1/me', () => {
  let server: TestServer
  let anna: TestUser
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
  })
  after(() => server.close())

  async function change(body: unknown): Promise<{ status: number; code: unknown; me: Me }> {
    const response = await anna.fetch('/v1/me', {
      method: 'PATCH',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    })
    const answer = (await response.json()) as Me & { code?: string }
    return { status: response.status, code: answer.code, me: answer }
  }

  it('tells who is signed in, with quota and defaults, and is never stored', async () => {
    const response = await anna.fetch('/v1/me?viewer=me')
    assert.equal(response.headers.get('Cache-Control'), 'no-store')
    const me = decode(meSchema, await response.json())
    assert.equal(me.handle, 'anna')
    assert.deepEqual(me.site, { id: 'default', name: 'Default site' })
    assert.deepEqual(me.defaults.aiPreferences.training, 'deny')
    assert.equal(me.quota.used, 0)
    assert.equal(me.quota.limit, 3)
    assert.equal(me.unread, 0)
  })

  it('changes name, bio and defaults, each alone', async () => {
    assert.equal((await change({ name: '  Anna\u202e Berg ' })).me.name, 'Anna Berg')
    const bio = await change({ bio: 'Paints with https://example.org/ and @berta' })
    assert.equal(bio.me.name, 'Anna Berg')
    assert.equal(bio.me.bio.map((segment) => segment.text).join(''), 'Paints with https://example.org/ and @berta')
    const { me } = await change({ defaults: { remixPolicy: 'nobody' } })
    assert.equal(me.defaults.remixPolicy, 'nobody')
    assert.equal(me.defaults.commentPolicy, 'everyone')
    assert.equal((await change({ defaults: { commentPolicy: 'followers' } })).me.defaults.remixPolicy, 'nobody')
  })

  const refused: readonly [name: string, body: unknown, code: string][] = [
    ['a name of 51 characters', { name: 'x'.repeat(51) }, 'invalid_field'],
    ['a bio of 501 characters', { bio: 'x'.repeat(501) }, 'invalid_field'],
    ['training consent', { defaults: { aiPreferences: { training: 'allow' } } }, 'unknown_field'],
    ['another handle', { handle: 'berta' }, 'unknown_field'],
    ['another state', { state: 'active', siteId: 'other' }, 'unknown_field'],
    ['a policy that there is not', { defaults: { remixPolicy: 'all' } }, 'invalid_field'],
    ['a picture that there is not', { avatar: '00000000-0000-4000-8000-000000000000' }, 'media_not_found'],
    ['a picture that is no id', { avatar: 'x' }, 'media_not_found'],
    ['a blank word to mute', { name: 'Other', mutedWords: ['fine', ' # '] }, 'invalid_field'],
    ['a word of 101 characters to mute', { mutedWords: ['x'.repeat(101)] }, 'invalid_field'],
    ['201 words to mute', { mutedWords: Array.from({ length: 201 }, (_, index) => `w${index}`) }, 'invalid_field'],
  ]
  for (const [name, body, code] of refused) {
    it(`refuses ${name}, and changes nothing`, async () => {
      const before = await (await anna.fetch('/v1/me')).json()
      assert.equal((await change({ ...(body as object) })).code, code)
      assert.deepEqual(await (await anna.fetch('/v1/me')).json(), before)
    })
  }

  for (const [what, name, kept] of [
    ['fillers and joiners', '\u3164\u200d \u2800', ''],
    ['a family', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['a heart', '❤️', '❤️'],
    ['a mark alone', '\u0301', '\u0301'],
  ] as const) {
    it(`keeps of a name that is ${what} what can be seen`, async () => {
      const { me } = await change({ name })

      assert.equal(me.name, kept)
    })
  }

  it('counts 50 characters as a reader does', async () => {
    for (const character of ['👍🏽', '👩🏽‍❤️‍💋‍👨🏿', '👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿']) {
      const name = character.repeat(50)
      assert.equal((await change({ name })).me.name, name)
      assert.equal((await change({ name: name + character })).code, 'invalid_field')
    }
  })

  it('keeps muted words in one spelling each, and replaces them all', async () => {
    const words = ['#Straße', 'STRASSE', ' Big   cats ', 'ｃａｔ', '#猫', '🕷️']
    const first = await change({ mutedWords: words })
    const second = await change({ mutedWords: ['dogs'] })

    assert.deepEqual(first.me.mutedWords, ['big cats', 'cat', 'strasse', '猫', '🕷'])
    assert.deepEqual(second.me.mutedWords, ['dogs'])
    assert.equal((await change({ name: 'Anna' })).me.mutedWords?.length, 1)
    assert.deepEqual((await change({ mutedWords: [] })).me.mutedWords, [])
  })

  it('is for signed-in users', async () => {
    assert.equal((await server.get('/v1/me')).status, 401)
  })
})
