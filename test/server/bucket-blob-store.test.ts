import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { isFinal } from '@ai-feed/protocol'
import type { Generation, Media } from '@ai-feed/protocol'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import { claimMedia } from '../../packages/server/dist/database/media-mark.js'
import type { BlobStore } from '../../packages/server/dist/media/blob-store.js'
import { createBucket } from '../../packages/server/dist/media/s3/bucket.js'
import type { BucketAccount } from '../../packages/server/dist/media/s3/bucket.js'
import { createBucketBlobStore } from '../../packages/server/dist/media/s3/bucket-blob-store.js'
import { openPictures } from '../../packages/server/dist/open-pictures.js'
import { createCallService } from '../../packages/server/dist/outgoing/call-service.js'
import { gradient } from '../support/pictures.ts'
import { startPictureServer } from '../support/picture-server.ts'
import { createScriptedGenerator } from '../support/scripted-generator.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import { testConfig } from '../support/test-server.ts'
import { startS3Wire } from '../support/s3-wire.ts'
import type { S3Wire } from '../support/s3-wire.ts'

const files = ['320.webp', '640.webp', '1280.webp', '2048.webp'].map((name) => ({ name, bytes: Buffer.from(name) }))
const newFolder = (site = 'default'): string => `${site}/${randomUUID()}`

describe('pictures in a bucket', () => {
  let wire: S3Wire
  let blobs: BlobStore
  let folder: string
  before(async () => {
    wire = await startS3Wire()
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-bucket-'))
  })
  after(async () => {
    await wire.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(() => {
    wire.objects.clear()
    wire.failWith(() => undefined)
    blobs = open()
  })

  function open(account: Partial<BucketAccount> = {}, timeoutMs = 5_000): BlobStore {
    return createBucketBlobStore(
      createBucket({ account: { ...wire.account, ...account }, callService: createCallService(), timeoutMs }),
    )
  }
  const listAll = async (beforeMs: number): Promise<string[]> => {
    const folders: string[] = []
    for await (const folder of blobs.listOlder(beforeMs)) folders.push(folder)
    return folders
  }

  it('are read as they were written, by folder and name', async () => {
    const folder = newFolder()

    await blobs.write(folder, files)

    assert.equal((await blobs.read(folder, '640.webp'))?.toString(), '640.webp')
    assert.deepEqual(await blobs.list(folder), files.map(({ name }) => name).toSorted())
    assert.equal(await blobs.read(folder, '1.webp'), undefined)
    assert.deepEqual(await blobs.list(newFolder()), [])
  })

  it('are gone after their folder was removed, its neighbours are not, and a second time does nothing', async () => {
    const [gone, kept] = [newFolder(), newFolder()]
    for (const folder of [gone, kept]) await blobs.write(folder, files)

    await blobs.remove(gone)
    await blobs.remove(gone)

    assert.deepEqual(
      [...wire.objects.keys()],
      files.map(({ name }) => `${kept}/${name}`),
    )
  })

  it('are listed by folder once all of its files are older, through as many pages as there are', async () => {
    const folders = [newFolder('a'), newFolder('b'), newFolder('c'), '.previews/' + randomUUID()]
    for (const folder of folders) await blobs.write(folder, files)
    wire.objects.set('.ai-feed-media', { bytes: Buffer.from('id'), changedAt: new Date(0) })
    for (const [key, object] of wire.objects) {
      if (key.startsWith('a/') || (key.startsWith('b/') && !key.endsWith('/640.webp'))) object.changedAt = new Date(0)
    }

    assert.deepEqual(await listAll(60_000), [folders[0]])
    assert.deepEqual((await listAll(Date.now() + 60_000)).toSorted(), folders.toSorted())
  })

  it('are stored whole or not at all', async () => {
    wire.failWith((method, key) => (method === 'PUT' && key.endsWith('/1280.webp') ? [403, 'AccessDenied'] : undefined))

    await assert.rejects(blobs.write(newFolder(), files), /403 AccessDenied/)

    assert.equal(wire.objects.size, 0)
  })

  it('say that the store is full', async () => {
    wire.failWith((method) => (method === 'PUT' ? [403, 'QuotaExceeded'] : undefined))

    await assert.rejects(blobs.write(newFolder(), files), { code: 'storage_full' })
  })

  it('are stored although the store fails now and then', async () => {
    let failures = 0
    wire.failWith((method) => (method === 'PUT' && (failures += 1) % 2 === 1 ? [503, 'SlowDown'] : undefined))

    await blobs.write(newFolder(), files)

    assert.equal(wire.objects.size, files.length)
    assert.equal(failures, 2 * files.length)
  })

  it('are nobody’s without the right key', async () => {
    const folder = newFolder()
    await blobs.write(folder, files)
    const strangers: Partial<BucketAccount>[] = [
      { secretAccessKey: `${wire.account.secretAccessKey}x` },
      { accessKeyId: 'somebody' },
      { region: 'elsewhere' },
    ]
    for (const stranger of strangers) await assert.rejects(open(stranger).read(folder, '320.webp'), /403/)
  })

  it('never lie outside their folders', async () => {
    const asked = wire.requests.length
    for (const folder of ['../etc', 'default', 'default/../x', '/', `default/${randomUUID()}/..`]) {
      await assert.rejects(async () => blobs.write(folder, files), TypeError)
      await assert.rejects(async () => blobs.read(folder, 'x'), TypeError)
      await assert.rejects(async () => blobs.remove(folder), TypeError)
    }
    assert.equal(wire.requests.length, asked)
  })

  it('belong to the database of the server that came first', async () => {
    const databases = [await makeTestDatabase(), await makeTestDatabase()]
    const [own, other] = databases.map(({ url }) => openDatabase(url, { max: 1 }))
    const markOf = (account: BucketAccount) =>
      openPictures(testConfig({ dataDir: folder, mediaDir: join(folder, 'media'), mediaBucket: account })).mark
    const mark = markOf(wire.account)
    try {
      await claimMedia(own!.db, mark)
      await claimMedia(own!.db, mark)

      assert.match(wire.objects.get('.ai-feed-media')?.bytes.toString() ?? '', /^[0-9a-f-]{36}\n$/)
      await assert.rejects(claimMedia(other!.db, mark), { message: 'the bucket pictures belongs to another database' })
      const stranger = markOf({ ...wire.account, accessKeyId: 'somebody' })
      await assert.rejects(claimMedia(own!.db, stranger), { message: /^the bucket pictures cannot be used: .*403/ })
    } finally {
      await Promise.all([own!.close(), other!.close()])
      for (const database of databases) await database.drop()
    }
  })

  it('are served, previewed and deleted by a server that keeps them there', async () => {
    const server = await startPictureServer({ generator: createScriptedGenerator(), blobs })
    try {
      const anna = await server.user()
      const photo = (await (await anna.upload(await gradient(700, 500).png().toBuffer())).json()) as Media
      const { id } = (await (await anna.generate({ prompt: 'a pond' })).json()) as Generation
      const { media } = await anna.until(id, ({ status }) => isFinal(status))

      for (const { sources } of [photo, media[0]!]) {
        for (const { url } of sources) {
          const response = await server.get(url)
          assert.equal(response.status, 200)
          assert.equal(
            Buffer.from(await response.arrayBuffer())
              .subarray(8, 12)
              .toString(),
            'WEBP',
          )
        }
      }
      assert.ok([...wire.objects.keys()].some((key) => key.startsWith('.previews/')))
      assert.ok(wire.objects.has(`default/${photo.id}/320.webp`))
    } finally {
      await server.close()
    }
  })
})
