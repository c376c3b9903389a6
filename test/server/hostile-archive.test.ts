import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, it } from 'node:test'
import { ZipFile } from 'yazl'
import type { FeedPage, Post } from '@ai-feed/protocol'
import { readAccountCommand, runAccountCommand } from '../../packages/server/dist/rights-commands.js'
import { gradient } from '../support/pictures.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('an archive that somebody has made up', () => {
  let server: TestServer
  let folder: string
  let archives = 0
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-hostile-'))
    server = await startTestServer()
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const preferences = { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' }
  const postOf = (id: string, parts: object = {}): object => ({
    id,
    createdAt: '2025-01-01T00:00:00.000Z',
    text: `text of ${id}`,
    media: [],
    visibility: 'public',
    commentPolicy: 'everyone',
    remixPolicy: 'everyone',
    aiPreferences: preferences,
    labels: [],
    ...parts,
  })
  const pictureOf = (parts: object = {}): object => ({
    id: 'picture',
    file: 'media/picture.webp',
    alt: '',
    width: 1,
    height: 1,
    provenance: { ai: 'none' },
    ...parts,
  })
  /** Imports posts for a fresh user; gives the lines and the user's feed. */
  const bring = async (
    posts: readonly object[],
    head: object = {},
  ): Promise<{ lines: string[]; handle: string; feed: Post[] }> => {
    const handle = `importer_${(archives += 1)}`
    const path = join(folder, `${handle}.zip`)
    const zip = new ZipFile()
    const files = {
      'ai-feed-export.json': {
        format: 1,
        server: 'https://elsewhere.example',
        site: 'default',
        handle,
        exportedAt: '2025-01-01T00:00:00.000Z',
        ...head,
      },
      'profile.json': { handle, name: 'x\u0000\ud800', bio: '', createdAt: '2025-01-01T00:00:00.000Z' },
      'posts.json': posts,
    }
    for (const [name, value] of Object.entries(files)) zip.addBuffer(Buffer.from(JSON.stringify(value)), name)
    zip.addBuffer(await gradient(64, 48).webp().toBuffer(), 'media/picture.webp')
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(path))
    const lines = await runAccountCommand(server.db, server.config, readAccountCommand(['import', handle, path]))
    const answer = await server.get(`/v1/feeds/user%3A${handle}?limit=96`)
    const feed = ((await answer.json()) as FeedPage).items.map(({ post }) => post)
    return { lines, handle, feed }
  }

  it('brings no post of the future, nor one of no day at all', async () => {
    const { feed } = await bring([
      postOf('future', { createdAt: '2999-01-01T00:00:00.000Z', editedAt: '2999-01-01T00:00:00.000Z' }),
    ])

    assert.ok(Date.parse(feed[0]?.createdAt ?? '') <= Date.now())
    assert.ok(Date.parse(feed[0]?.editedAt ?? '') <= Date.now())
  })

  it('ends in nothing but plain posts, whatever refers to whatever', async () => {
    const { lines, feed } = await bring([
      postOf('one', { quote: 'two', remixOf: 'one' }),
      postOf('two', { quote: 'one' }),
      postOf('two', { text: 'the same id again' }),
      postOf('a', { commentOn: 'b' }),
      postOf('b', { commentOn: 'a' }),
      postOf('html', { text: '<img src=x onerror=alert(1)>' }),
    ])

    assert.equal(lines[0], '3 posts imported, 0 were there, 2 left out')
    assert.deepEqual(
      feed.flatMap(({ text }) => text.map((segment) => [segment.type, segment.text])).toSorted(),
      [
        ['text', '<img src=x onerror=alert(1)>'],
        ['text', 'text of one'],
        ['text', 'the same id again'],
      ].toSorted(),
    )
  })

  it('gives nobody labels of a site, and takes no label, topic, alt text or prompt that a post could not have', async () => {
    const { lines, feed } = await bring([
      postOf('site', { labels: [{ name: 'verified', by: 'site' }] }),
      postOf('label', { labels: [{ name: '<b>'.repeat(1_000), by: 'author' }] }),
      postOf('labels', { labels: Array.from({ length: 9 }, (_, at) => ({ name: 'abcdefghi'[at], by: 'author' })) }),
      postOf('topic', { topic: 't'.repeat(201) }),
      postOf('alt', { media: [pictureOf({ alt: 'a'.repeat(30_001) })] }),
      postOf('prompt', { media: [pictureOf({ provenance: { ai: 'generated', prompt: 'p'.repeat(500_000) } })] }),
      postOf('nul', { media: [pictureOf({ provenance: { ai: 'generated', prompt: 'a\u0000b' } })] }),
      postOf('half', { text: 'a\ud800b' }),
      postOf('outside', { media: [pictureOf({ file: '../../etc/passwd' })] }),
    ])

    assert.equal(lines[0], '1 posts imported, 0 were there, 8 left out')
    assert.deepEqual(
      feed.map(({ labels }) => labels),
      [[]],
    )
  })

  it('is refused in one sentence when its own name is endless', async () => {
    await assert.rejects(bring([], { server: 's'.repeat(10_000) }), { name: 'ConfigError' })
  })
})
