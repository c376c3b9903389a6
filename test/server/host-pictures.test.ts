import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { createFindHostUser } from '../../packages/server/dist/accounts/find-host-user.js'
import { createTakePicture } from '../../packages/server/dist/accounts/take-picture.js'
import type { TakePictureDeps } from '../../packages/server/dist/accounts/take-picture.js'
import { createImages } from '../../packages/server/dist/images/images.js'
import { createLog } from '../../packages/server/dist/log.js'
import { createBlobStore } from '../../packages/server/dist/media/blob-store.js'
import { createMedia } from '../../packages/server/dist/media/create-media.js'
import { readUser } from '../support/people.ts'
import { gradient } from '../support/pictures.ts'
import { pollUntil } from '../support/poll.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the picture that a host names for its user', () => {
  let server: TestServer
  let png: Uint8Array
  let users = 0
  before(async () => {
    server = await startTestServer()
    png = new Uint8Array(await gradient(300, 200).png().toBuffer())
  })
  after(() => server.close())

  const files = async (): Promise<string[]> => readdir(join(server.config.mediaDir, 'default')).catch(() => [])
  /** Vouches for somebody for the first time, or again; gives the handle and the events that were logged. */
  const vouch = async (
    parts: Partial<TakePictureDeps> & { name?: string },
  ): Promise<{ handle: string; events: string[]; asked: string[] }> => {
    const { name = `picture_user_${(users += 1)}`, ...other } = parts
    const events: string[] = []
    const asked: string[] = []
    const { store } = createMedia({
      db: server.db,
      limits: defaultLimits,
      images: createImages(defaultLimits),
      blobs: createBlobStore(server.config.mediaDir),
      mediaUrl: server.url,
      keys: () => [],
      clock: Date.now,
      moderatePicture: async () => ({ isAllowed: true }),
    })
    const takePicture = createTakePicture({
      db: server.db,
      log: createLog({ write: (line) => events.push((JSON.parse(line) as { event: string }).event) }),
      fetchPicture: async () => ({ status: 200, bytes: png }),
      prepareMedia: store.prepareMedia,
      moderatePicture: async () => ({ isAllowed: true }),
      ...other,
    })
    const find = createFindHostUser({
      db: server.db,
      limits: defaultLimits,
      takePicture: (owner, url) => {
        asked.push(url)
        takePicture(owner, url)
      },
      moderateText: async () => ({ isAllowed: true }),
    })
    const claims = { siteId: 'default', sub: name, preferredUsername: name, picture: 'https://host.example/me.png' }
    assert.equal((await find(claims)).state, 'active')
    return { handle: name, events, asked }
  }

  it('becomes their avatar, encoded anew', async () => {
    const { handle, events } = await vouch({})
    await pollUntil(() => events.length > 0)

    assert.deepEqual(events, ['account.picture_taken'])
    const avatar = (await readUser(server, handle))?.avatar
    const answer = await fetch(avatar?.url ?? '')
    assert.deepEqual([answer.status, answer.headers.get('Content-Type')], [200, 'image/webp'])
  })

  it('is asked for on first sight alone', async () => {
    const { handle, events } = await vouch({})
    await pollUntil(() => events.length > 0)

    assert.deepEqual((await vouch({ name: handle })).asked, [])
  })

  for (const [what, parts] of [
    ['cannot be fetched', { fetchPicture: () => Promise.reject(new Error('refused')) }],
    ['is not there', { fetchPicture: async () => ({ status: 404, bytes: new Uint8Array() }) }],
    ['is no picture', { fetchPicture: async () => ({ status: 200, bytes: new Uint8Array(Buffer.from('<svg/>')) }) }],
    ['is refused', { moderatePicture: async () => ({ isAllowed: false, category: 'violence' }) }],
    ['cannot be judged', { moderatePicture: () => Promise.reject(new Error('away')) }],
  ] as const satisfies readonly (readonly [string, Partial<TakePictureDeps>])[]) {
    it(`leaves them without one when it ${what}, signed in all the same`, async () => {
      const before = await files()

      const { handle, events } = await vouch(parts)
      await pollUntil(() => events.length > 0)

      assert.deepEqual(events, ['account.picture_left'])
      const user = await readUser(server, handle)
      assert.ok(user && !user.avatar)
      assert.deepEqual(await files(), before)
    })
  }
})
