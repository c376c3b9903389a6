import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createBlobStore } from '../../packages/server/dist/media/blob-store.js'
import { createMediaAddresses } from '../../packages/server/dist/media/media-address.js'
import { createUploadReader } from '../../packages/server/dist/media/read-upload.js'

let directory = ''
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ai-feed-media-'))
})
after(() => rm(directory, { recursive: true }))

describe('blob store', () => {
  const file = (name: string, size = 10): { name: string; bytes: Uint8Array } => ({
    name,
    bytes: Buffer.alloc(size, name),
  })

  it('gives back what was written, and nothing once it is removed', async () => {
    const blobs = createBlobStore(directory)
    const folder = `default/${randomUUID()}`

    await blobs.write(folder, [file('320.webp'), file('640.webp')])
    assert.deepEqual(await blobs.read(folder, '640.webp'), Buffer.alloc(10, '640.webp'))
    assert.equal(await blobs.read(folder, '1280.webp'), undefined)

    await blobs.remove(folder)
    await blobs.remove(folder)
    assert.equal(await blobs.read(folder, '640.webp'), undefined)
  })

  for (const code of ['ENOSPC', 'EDQUOT']) {
    it(`answers storage_full on ${code} and leaves nothing half-written`, async () => {
      const full = await mkdtemp(join(directory, 'full-'))
      const blobs = createBlobStore(full, {
        writeDurably: async (path) => {
          if (path.endsWith('640.webp')) throw Object.assign(new Error('no space'), { code })
        },
      })

      await assert.rejects(blobs.write(`default/${randomUUID()}`, [file('320.webp'), file('640.webp')]), {
        code: 'storage_full',
      })

      assert.deepEqual(await readdir(join(full, '.incoming')), [])
      assert.ok(!(await readdir(full)).includes('default'))
    })
  }

  it('refuses names that lead out of its folder', async () => {
    const blobs = createBlobStore(directory)

    for (const folder of [
      '../etc',
      `../${randomUUID()}`,
      `default/../${randomUUID()}`,
      'default',
      '',
      `a/b/${randomUUID()}`,
      '/etc/passwd',
    ]) {
      await assert.rejects(blobs.write(folder, [file('320.webp')]), TypeError)
      await assert.rejects(async () => blobs.read(folder, '320.webp'), TypeError)
      await assert.rejects(async () => blobs.remove(folder), TypeError)
    }
  })

  it('lists only folders of pictures that are old enough', async () => {
    const place = await mkdtemp(join(directory, 'sweep-'))
    const blobs = createBlobStore(place)
    const [old, young] = [`default/${randomUUID()}`, `default/${randomUUID()}`]
    await blobs.write(old, [file('320.webp')])
    await blobs.write(young, [file('320.webp')])
    await utimes(join(place, old), new Date(1_000), new Date(1_000))

    assert.deepEqual(await Array.fromAsync(blobs.listOlder(Date.now() - 60_000)), [old])
  })
})

describe('media addresses', () => {
  const id = randomUUID()
  const oldKey = Buffer.alloc(32, 1)
  const newKey = Buffer.alloc(32, 2)
  let nowMs = Date.UTC(2026, 10, 24, 12, 7)
  const at = (keys: readonly Uint8Array[]) =>
    createMediaAddresses({ mediaUrl: 'https://pictures.example', keys: () => keys, clock: () => nowMs })
  const parts = (url: string): [string | undefined, string | undefined] => {
    const { searchParams } = new URL(url)
    return [searchParams.get('e') ?? undefined, searchParams.get('s') ?? undefined]
  }

  it('of public pictures carry no signature', () => {
    assert.equal(at([newKey]).writePublic(id, 640), `https://pictures.example/media/${id}/640.webp`)
  })

  it('hold for 45 to 60 minutes and not longer', () => {
    const [expires, signature] = parts(at([newKey]).writeSigned(id, 640))
    assert.ok(at([newKey]).isSigned(id, 640, expires, signature))

    nowMs += 45 * 60_000
    assert.ok(at([newKey]).isSigned(id, 640, expires, signature))
    nowMs += 15 * 60_000
    assert.ok(!at([newKey]).isSigned(id, 640, expires, signature))
  })

  it('open one picture in one width, and survive the change of the key', () => {
    const [expires, signature] = parts(at([oldKey]).writeSigned(id, 640))

    assert.ok(at([newKey, oldKey]).isSigned(id, 640, expires, signature))
    assert.ok(!at([newKey]).isSigned(id, 640, expires, signature))
    assert.ok(!at([oldKey]).isSigned(id, 1280, expires, signature))
    assert.ok(!at([oldKey]).isSigned(randomUUID(), 640, expires, signature))
    assert.ok(!at([oldKey]).isSigned(id, 640, String(Number(expires) + 60), signature))
    for (const forged of [undefined, '', 'x', `${signature}x`, signature?.slice(1)])
      assert.ok(!at([oldKey]).isSigned(id, 640, expires, forged))
    for (const time of [undefined, '', '-1', '1e12', ' 9999999999', 'Infinity'])
      assert.ok(!at([oldKey]).isSigned(id, 640, time, signature))
  })
})

describe('upload reader', () => {
  const request = (headers: Record<string, string>, body?: Uint8Array): Request =>
    new Request('http://server/v1/media', { method: 'POST', headers, body: body ? new Uint8Array(body) : null })

  it('reads a body of the announced length', async () => {
    const reader = createUploadReader({ maxBytes: 100, maxBytesAtOnce: 100, perUser: 9 })

    const { bytes } = await reader.read(
      request({ 'Content-Length': '3', 'Content-Type': 'image/png' }, Buffer.from('abc')),
      'anna',
    )

    assert.deepEqual(Buffer.from(bytes), Buffer.from('abc'))
  })

  it('refuses by the header alone what is too long, of unknown length or declared as no picture', async () => {
    const reader = createUploadReader({ maxBytes: 100, maxBytesAtOnce: 100, perUser: 9 })

    await assert.rejects(reader.read(request({ 'Content-Length': '101' }), 'anna'), { code: 'image_too_large' })
    await assert.rejects(reader.read(request({}), 'anna'), { code: 'length_required' })
    await assert.rejects(reader.read(request({ 'Content-Length': '-3' }), 'anna'), { code: 'bad_request' })
    for (const type of ['text/html', 'multipart/form-data; boundary=x', 'application/json']) {
      await assert.rejects(reader.read(request({ 'Content-Length': '3', 'Content-Type': type }), 'anna'), {
        code: 'unsupported_type',
      })
    }
  })

  it('refuses a body that is longer or shorter than announced', async () => {
    const reader = createUploadReader({ maxBytes: 100, maxBytesAtOnce: 100, perUser: 9 })

    await assert.rejects(reader.read(request({ 'Content-Length': '2' }, Buffer.from('abc')), 'anna'), {
      code: 'bad_request',
    })
    await assert.rejects(reader.read(request({ 'Content-Length': '4' }, Buffer.from('abc')), 'anna'), {
      code: 'bad_request',
    })
  })

  it('takes a body that breaks off as the sender’s fault, and frees its memory', async () => {
    const reader = createUploadReader({ maxBytes: 100, maxBytesAtOnce: 5, perUser: 9 })
    const failure = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    const body = (): ReadableStream => new ReadableStream({ pull: (controller) => controller.error(failure) })
    const init = { method: 'POST', headers: { 'Content-Length': '4' }, duplex: 'half' }
    const broken = (): Request => new Request('http://server/v1/media', { ...init, body: body() })

    await assert.rejects(reader.read(broken(), 'anna'), { code: 'bad_request' })
    await assert.rejects(reader.read(broken(), 'anna'), { code: 'bad_request' })
  })

  it('turns uploads away while others hold all the memory, and takes them again after release', async () => {
    const reader = createUploadReader({ maxBytes: 100, maxBytesAtOnce: 5, perUser: 9 })
    const upload = () => reader.read(request({ 'Content-Length': '3' }, Buffer.from('abc')), 'anna')
    const first = await upload()

    await assert.rejects(upload(), { code: 'overloaded' })
    first.release()
    first.release()
    await upload()
    await assert.rejects(upload(), { code: 'overloaded' })
  })
})
