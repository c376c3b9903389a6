import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Post } from '@ai-feed/protocol'
import { createErasureLog } from '../../packages/server/dist/backups/erasure-log.js'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import { createLog } from '../../packages/server/dist/log.js'
import { openPictures } from '../../packages/server/dist/open-pictures.js'
import { backUp, examine, restore } from '../../packages/server/dist/operate.js'
import { startServer } from '../../packages/server/dist/server.js'
import { startFullServer } from '../support/full-server.ts'
import type { FullServer } from '../support/full-server.ts'
import { makePlace } from '../support/restored.ts'
import { startS3Wire } from '../support/s3-wire.ts'
import type { S3Wire } from '../support/s3-wire.ts'

const log = createLog({ write: () => {} })

/** Bytes of every picture in a bucket, by key. */
const picturesIn = ({ objects }: S3Wire): Map<string, Buffer> =>
  new Map([...objects].flatMap(([key, { bytes }]) => (key.startsWith('default/') ? [[key, bytes] as const] : [])))

describe('operations of a server with its pictures in a bucket', () => {
  let folder: string
  let wire: S3Wire
  let server: FullServer
  let archive: string
  const drops: (() => Promise<void>)[] = []
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-bucket-operations-'))
    wire = await startS3Wire()
    server = await startFullServer({ config: { mediaBucket: wire.account } })
    archive = join(folder, 'backup.tar.gz')
    await backUp(server.config, log, archive)
  })
  afterEach(() => wire.failWith(() => undefined))
  after(async () => {
    await server.close()
    for (const drop of drops) await drop()
    await wire.close()
    await rm(folder, { recursive: true, force: true })
  })

  const emptyPlace = async (bucket: S3Wire) => {
    const place = await makePlace(folder, { mediaBucket: bucket.account })
    drops.push(place.drop)
    return place.config
  }
  const otherBucket = async (): Promise<S3Wire> => {
    const other = await startS3Wire()
    drops.push(other.close)
    return other
  }
  const faults = async (): Promise<string[]> =>
    (await examine(server.config, log, { isRepairing: false })).lines.filter((line) => line.startsWith('wrong'))
  const logErasures = (): Promise<void> => createErasureLog(server.db, openPictures(server.config).erasures)()

  it('bring a backup into another bucket, from which every picture is served', async () => {
    const other = await otherBucket()
    const config = await emptyPlace(other)

    await restore(config, log, { path: archive })

    assert.deepEqual(picturesIn(other), picturesIn(wire))
    assert.ok(picturesIn(other).size > 0)
    const again = await startServer(config, { log })
    const post = (await (await fetch(`${again.url}/v1/posts/${server.posts.pictured.id}`)).json()) as Post
    const picture = await fetch(post.media[0]?.sources[0]?.url ?? '')
    assert.equal(picture.headers.get('Content-Type'), 'image/webp')
    await again.close()
  })

  it('ask for patience where a picture is wanted while the bucket is away, and serve everything else', async () => {
    const { media, id } = server.posts.pictured
    const { pathname } = new URL(media[0]?.sources[0]?.url ?? '')
    wire.failWith(() => [503, 'SlowDown'])

    const picture = await server.get(pathname)
    assert.deepEqual([picture.status, picture.headers.get('Retry-After')], [503, '5'])
    assert.equal((await server.get(`/v1/posts/${id}`)).status, 200)
  })

  it('write no file of a backup while the bucket is away, and say why', async () => {
    wire.failWith((method, key) => (method === 'GET' && key.endsWith('.webp') ? [503, 'SlowDown'] : undefined))

    const before = await readdir(folder)
    await assert.rejects(backUp(server.config, log, join(folder, 'half.tar.gz')), /object store answered 503 SlowDown/)
    assert.deepEqual(await readdir(folder), before)
  })

  it('leave a database empty when the bucket goes away in the middle of a restore, which then can be given again', async () => {
    const other = await otherBucket()
    const config = await emptyPlace(other)
    let puts = 0
    other.failWith((method) => (method === 'PUT' && (puts += 1) > 1 ? [503, 'SlowDown'] : undefined))

    await assert.rejects(restore(config, log, { path: archive }), /object store answered 503/)
    const { db, close } = openDatabase(config.databaseUrl ?? '', { max: 1 })
    assert.deepEqual(await db.selectFrom('posts').select('id').execute(), [])
    await close()
    other.failWith(() => undefined)
    await restore(config, log, { path: archive })

    assert.deepEqual(picturesIn(other), picturesIn(wire))
  })

  it('find objects that are missing and objects that no row names', async () => {
    assert.deepEqual(await faults(), [])
    const [key = ''] = [...picturesIn(wire).keys()]
    const object = wire.objects.get(key)!
    const picture = key.slice(0, key.lastIndexOf('/'))
    const strays = [`${picture}/9999.webp`, 'default/00000000-0000-4000-8000-000000000000/320.webp']

    wire.objects.delete(key)
    for (const stray of strays) wire.objects.set(stray, { ...object, changedAt: new Date(0) })

    assert.deepEqual(await faults(), [
      `wrong\tpictures without files\t1: ${picture}`,
      `wrong\tfiles beside pictures that no row names\t1: ${strays[0]}`,
      'wrong\tfiles of pictures without rows\t1: default/00000000-0000-4000-8000-000000000000',
    ])
    for (const stray of strays) wire.objects.delete(stray)
    wire.objects.set(key, object)
  })

  it('remember erasures in the bucket, and erase again when nothing else is left of the machine', async () => {
    const media = await server.upload(server.anna)
    const latest = join(folder, 'latest.tar.gz')
    await backUp(server.config, log, latest)
    const { id } = server.posts.pictured
    await server.anna.fetch(`/v1/posts/${id}`, { method: 'DELETE' })
    wire.failWith((method, key) => (method === 'PUT' && key.includes('erasures') ? [503, 'SlowDown'] : undefined))
    await assert.rejects(logErasures())
    wire.failWith(() => undefined)
    await logErasures()

    const config = await emptyPlace(wire)
    const lines = await restore(config, log, { path: latest })

    assert.equal(lines.at(-1), 'erased again what was erased since: 1')
    const { db, close } = openDatabase(config.databaseUrl ?? '', { max: 1 })
    const { text } = await db.selectFrom('posts').select('text').where('id', '=', id).executeTakeFirstOrThrow()
    assert.deepEqual(text, [])
    assert.ok(wire.objects.has(`default/${media.id}/320.webp`))
    await close()
    assert.deepEqual((await readdir(config.dataDir)).toSorted(), [])
  })

  it('add to what they remember of erasures, and do not write it anew', async () => {
    const store = openPictures(server.config).erasures
    const line = (at: string): string =>
      JSON.stringify({ kind: 'post', id: '01980000-0000-7000-8000-000000000000', siteId: 'x', at })
    const lines = ['2099-01-01T10:10:00.000Z', '2099-01-01T10:50:00.000Z', '2099-01-01T11:10:00.000Z'].map(line)
    const before = (await store.readAll()).split('\n').length

    for (const one of lines) await store.append([one])

    const keys = [...wire.objects.keys()].filter((key) => key.includes('erasures/2099'))
    assert.deepEqual(
      keys.map((key) => key.slice(0, -37)),
      ['.ai-feed-erasures/2099-01-01T10', '.ai-feed-erasures/2099-01-01T11'],
    )
    assert.equal((await store.readAll()).split('\n').length, before + 3)
    assert.equal(await store.readNewest(), `${lines[2]}\n`)
  })
})
