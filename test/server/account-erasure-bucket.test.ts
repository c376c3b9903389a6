import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { defaultLimits } from '@ai-feed/protocol'
import type { Media } from '@ai-feed/protocol'
import { sweepMedia } from '../../packages/server/dist/media/sweep-media.js'
import { openPictures } from '../../packages/server/dist/open-pictures.js'
import { createDeleteNow } from '../../packages/server/dist/rights-commands.js'
import { startFullServer } from '../support/full-server.ts'
import type { FullServer } from '../support/full-server.ts'
import { writePost } from '../support/posts.ts'
import { startS3Wire } from '../support/s3-wire.ts'
import type { S3Wire } from '../support/s3-wire.ts'

describe('erasing a user whose pictures lie in a bucket', () => {
  let wire: S3Wire
  let server: FullServer
  before(async () => {
    wire = await startS3Wire()
    server = await startFullServer({ config: { mediaBucket: wire.account } })
  })
  after(async () => {
    await server.close()
    await wire.close()
  })

  const sweep = (): Promise<void> =>
    sweepMedia(
      { db: server.db, blobs: openPictures(server.config).blobs, limits: defaultLimits },
      new AbortController().signal,
    )
  const objectsOf = (pictures: readonly Media[]): string[] =>
    [...wire.objects.keys()].filter((key) => pictures.some(({ id }) => key.includes(id)))

  it('leaves no object of post, draft and avatar, also when the bucket refuses some of it at first', async () => {
    const { anna, ben, upload } = server
    const [posted, draft, avatar] = [await upload(anna), await upload(anna), await upload(anna)]
    const pictures = [posted, draft, avatar]
    const kept = await upload(ben)
    await writePost(anna, { media: [{ id: posted.id, alt: '' }] })
    await anna.fetch('/v1/me', {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ avatar: avatar.id }),
    })
    const statuses = (): Promise<number[]> =>
      Promise.all(
        pictures.map(async ({ sources }) => {
          const { pathname, search } = new URL(sources[0]?.url ?? '')
          return (await server.get(pathname + search)).status
        }),
      )
    assert.ok(objectsOf(pictures).length >= 3)

    await createDeleteNow(server.db)('default', anna.userId)
    assert.deepEqual(await statuses(), [410, 410, 410])
    await sql`update blob_deletions set due_at = now()`.execute(server.db)
    wire.failWith((method, key) => (method === 'DELETE' && key.includes(draft.id) ? [503, 'SlowDown'] : undefined))
    await assert.rejects(sweep(), /1 pictures could not be deleted/)
    assert.deepEqual(objectsOf([posted, avatar]), [])
    assert.ok(objectsOf([draft]).length > 0)

    wire.failWith(() => undefined)
    await sweep()
    assert.deepEqual(objectsOf(pictures), [])
    assert.ok(objectsOf([kept]).length > 0)
  })
})
