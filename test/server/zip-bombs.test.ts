import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { ZipFile } from 'yazl'
import { readAccountCommand, runAccountCommand } from '../../packages/server/dist/rights-commands.js'
import { gradient } from '../support/pictures.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

interface Part {
  readonly name: string
  readonly bytes: Buffer
  readonly mode?: number
}

describe('an archive that was made to do harm', () => {
  let server: TestServer
  let folder: string
  let picture: Buffer
  let archives = 0
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-bombs-'))
    server = await startTestServer()
    picture = await gradient(64, 48).webp().toBuffer()
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const at = '2025-01-01T00:00:00.000Z'
  const head = { format: 1, server: 'https://a.example', site: 'default', handle: 'x', exportedAt: at }
  const profile = { handle: 'x', name: '', bio: '', createdAt: at }
  const preferences = { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' }
  const postWith = (files: readonly string[]): object => ({
    id: 'one',
    createdAt: at,
    text: 'one',
    media: files.map((file) => ({ id: 'm', file, alt: '', width: 1, height: 1, provenance: { ai: 'none' } })),
    visibility: 'public',
    commentPolicy: 'everyone',
    remixPolicy: 'everyone',
    aiPreferences: preferences,
    labels: [],
  })
  const json = (name: string, value: unknown): Part => ({ name, bytes: Buffer.from(JSON.stringify(value)) })
  const make = (posts: Buffer | readonly object[], more: readonly Part[] = []): Promise<Buffer> => {
    const zip = new ZipFile()
    const list = Buffer.isBuffer(posts) ? { name: 'posts.json', bytes: posts } : json('posts.json', posts)
    for (const { name, bytes, mode } of [
      json('ai-feed-export.json', head),
      json('profile.json', profile),
      list,
      ...more,
    ]) {
      zip.addBuffer(bytes, name, mode === undefined ? {} : { mode })
    }
    zip.end()
    return buffer(zip.outputStream as Readable)
  }
  const bring = async (archive: Buffer): Promise<string[]> => {
    const handle = `importer_${(archives += 1)}`
    const path = join(folder, `${handle}.zip`)
    await writeFile(path, archive)
    return runAccountCommand(server.db, server.config, readAccountCommand(['import', handle, path]))
  }
  /** Changes what the archive says at the end about the unpacked size of its posts. */
  const claim = (archive: Buffer, size: number): Buffer => {
    const changed = Buffer.from(archive)
    const entry = changed.lastIndexOf('posts.json') - 46
    assert.equal(changed.readUInt32LE(entry), 0x02014b50)
    changed.writeUInt32LE(size, entry + 24)
    return changed
  }
  const rename = (archive: Buffer, from: string, to: string): Buffer => {
    assert.equal(from.length, to.length)
    return Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1')
  }
  const refused = { name: 'ConfigError' }

  it('is refused when a list unpacks to a hundred times its size', async () => {
    const posts = Buffer.concat([Buffer.from('[]'), Buffer.alloc(20_000_000, ' ')])

    await assert.rejects(bring(await make(posts)), refused)
  })

  it('is refused when a list is larger or smaller than it says', async () => {
    const posts = Buffer.from(JSON.stringify(Array.from({ length: 5_000 }, () => postWith([]))))
    const archive = await make(posts)

    await assert.rejects(bring(claim(archive, 10)), refused)
    await assert.rejects(bring(claim(archive, 0xfffffffe)), refused)
    await assert.rejects(bring(claim(archive, posts.length + 1)), refused)
  })

  it('is refused when who it is from has no end', async () => {
    const zip = new ZipFile()
    zip.addBuffer(Buffer.alloc(2_000_000, '{'), 'ai-feed-export.json', { compress: false })
    zip.end()

    await assert.rejects(bring(await buffer(zip.outputStream as Readable)), refused)
  })

  it('is refused when it is cut off, or no archive at all', async () => {
    const archive = await make([postWith([])])

    for (const bytes of [archive.subarray(0, -30), archive.subarray(0, 40), Buffer.alloc(0), picture]) {
      await assert.rejects(bring(bytes), refused)
    }
  })

  for (const [what, name] of [
    ['leads out of it', '../../../xx.webp'],
    ['begins at the root', '/etc/passwd.webp'],
    ['has backslashes', 'a\\..\\..\\..\\x.web'],
  ] as const) {
    it(`is refused when a name ${what}`, async () => {
      const archive = await make([postWith([name])], [{ name: 'media/fine1.webp', bytes: picture }])

      await assert.rejects(bring(rename(archive, 'media/fine1.webp', name)), refused)
    })
  }

  it('brings no picture that is a link, another archive, or was made to fill memory', async () => {
    const parts = [
      { name: 'media/link.webp', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 },
      { name: 'media/nested.webp', bytes: await make([postWith([])]) },
      { name: 'media/bomb.webp', bytes: Buffer.alloc(15_000_000) },
    ]
    for (const part of parts) {
      const lines = await bring(await make([postWith([part.name])], [part]))

      assert.equal(lines[0], '0 posts imported, 0 were there, 1 left out', part.name)
    }
  })

  it('decodes no picture of a post that has too many', async () => {
    const media = { name: 'media/a.webp', bytes: picture }
    const lines = await bring(await make([postWith(Array.from({ length: 500 }, () => media.name))], [media]))

    assert.deepEqual(lines, ['0 posts imported, 0 were there, 1 left out', 'one\thas more than 4 pictures'])
    assert.deepEqual(await readdir(join(server.config.mediaDir, 'default')).catch(() => []), [])
  })
})
