import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { routes } from '@ai-feed/protocol'
import type { FeedPage, Media } from '@ai-feed/protocol'
import { rotateSecrets } from '../../packages/server/dist/database/rotate-secrets.js'
import { gradient } from '../support/pictures.ts'
import { writePost } from '../support/posts.ts'
import { startServerPair } from '../support/server-pair.ts'
import type { ServerPair } from '../support/server-pair.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'

describe('secrets that are rotated while two processes run', () => {
  let pair: ServerPair
  let anna: TestUser
  let picture: Buffer<ArrayBuffer>
  before(async () => {
    pair = await startServerPair({ uploadsPerUserHour: 10_000, writesPerUser5Min: 10_000, signUpsPerIpHour: 100 })
    anna = await signUp(pair, { handle: 'anna', origin: pair.url })
    picture = await gradient(40, 30).png().toBuffer()
    for (const text of ['one', 'two', 'three']) await writePost(anna, { text })
  })
  after(() => pair.close())

  const urls = (): string[] => pair.servers.map(({ url }) => url)
  const cursorOf = async (url: string): Promise<string> =>
    ((await (await fetch(`${url}${routes.feed('explore')}?limit=1`)).json()) as FeedPage).next ?? ''
  const statusOf = async (url: string, cursor: string): Promise<number> =>
    (await fetch(`${url}${routes.feed('explore')}?limit=1&cursor=${cursor}`)).status
  const keysOf = async (url: string): Promise<string[]> =>
    ((await (await fetch(`${url}/oauth/jwks`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)

  /** What one process has made the other one takes. */
  async function cross(): Promise<void> {
    const [one = '', other = ''] = urls()
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      assert.equal(await statusOf(to, await cursorOf(from)), 200)
    }
    const uploaded = await anna.fetch(routes.media(), {
      method: 'POST',
      headers: { 'Content-Type': 'image/png' },
      body: picture,
    })
    const { pathname, search } = new URL(((await uploaded.json()) as Media).sources[0]?.url ?? '')
    assert.ok(search !== '')
    for (const url of urls()) assert.equal((await fetch(url + pathname + search)).status, 200)
    await anna.refresh()
    for (let turn = 0; turn < 2; turn += 1) assert.equal((await anna.fetch(routes.me())).status, 200)
  }

  /** Crosses again and again until both processes say so. */
  async function crossUntil(isReached: (url: string) => Promise<boolean>): Promise<void> {
    for (;;) {
      await cross()
      const reached = await Promise.all(urls().map(isReached))
      if (reached.every(Boolean)) return
      await delay(100)
    }
  }

  /** As if new secrets had rested: every process has read them long ago. */
  const endRest = async (): Promise<void> =>
    void (await sql`update secrets set created_at = now() - interval '1 hour'`.execute(pair.db))

  it('are taken without a restart, and nothing is refused meanwhile', async () => {
    await endRest()
    const [before] = await keysOf(pair.url)
    await rotateSecrets(pair.db)

    await crossUntil(async (url) => (await keysOf(url)).length === 2)
    assert.deepEqual(await Promise.all(urls().map(async (url) => (await keysOf(url))[0])), [before, before])
    await endRest()
    await crossUntil(async (url) => (await keysOf(url))[0] !== before)

    assert.equal((await (await signUp(pair, { handle: 'ben', origin: pair.url })).fetch(routes.me())).status, 200)
  })

  it('end with the next rotation, in running processes too', async () => {
    const old = await cursorOf(pair.url)
    const known = new Set(await keysOf(pair.url))
    await rotateSecrets(pair.db)
    await crossUntil(async (url) => (await keysOf(url)).some((kid) => !known.has(kid)))
    await endRest()
    await crossUntil(async (url) => !known.has((await keysOf(url))[0] ?? ''))
    for (const url of urls()) assert.equal(await statusOf(url, old), 200)
    await rotateSecrets(pair.db)

    await crossUntil(async (url) => (await statusOf(url, old)) === 400)
  })
})
