import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { otherRoutes, routes } from '@ai-feed/protocol'
import type { PostRef } from '@ai-feed/protocol'
import { sections } from '../../packages/server/dist/exports/archived-rows.js'
import { readArchive } from '../../packages/server/dist/exports/read-archive.js'
import { readAccountCommand, runAccountCommand } from '../../packages/server/dist/rights-commands.js'
import { makeClosedPosts, relations } from '../support/closed-posts.ts'
import type { ClosedPost, ClosedPosts, PostState } from '../support/closed-posts.ts'
import { readEvents } from '../support/event-reader.ts'
import { findOpened, namingRequests } from '../support/operations.ts'
import { writePost } from '../support/posts.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const readerNames = ['nobody', 'foreigner', 'author', ...relations] as const
type ReaderName = (typeof readerNames)[number]
const newId = randomUUID()

const wantsThem: readonly ReaderName[] = ['nobody', 'stranger', 'follower', 'muted', 'muting', 'author']
/** Who may read a post in which state: what must hold, said without the server's words. */
const readableBy: Readonly<Record<PostState, readonly ReaderName[]>> = {
  open: wantsThem,
  unlisted: wantsThem,
  followers: ['follower', 'author'],
  narrowed: ['follower', 'author'],
  hidden: ['author'],
  removed: [],
  deleted: [],
  suspended: [],
}

describe('a post that somebody may not read', () => {
  let server: TestServer
  let made: ClosedPosts
  let folder: string
  before(async () => {
    const many = 100_000
    server = await startTestServer({
      limits: { writesPerUser5Min: many, signUpsPerIpHour: many, searchesPerMinute: many, reportsPerMinute: many },
    })
    made = await makeClosedPosts(server)
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-closed-'))
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = (name: ReaderName, path: string): Promise<Response> =>
    name === 'nobody' ? server.get(path) : made.readers[name].fetch(path)
  const mayRead = ({ state }: ClosedPost, name: ReaderName): boolean => readableBy[state].includes(name)
  const closedTo = (name: ReaderName): ClosedPost[] => made.posts.filter((post) => !mayRead(post, name))

  /** Every list in which one of the posts could stand. */
  function pathsOf(name: ReaderName): string[] {
    const own = name === 'nobody' ? [] : ['home', 'likes', 'bookmarks']
    const whole = ['explore', 'for-you', ...own]
    const ofPosts = made.posts.flatMap(({ id, word, remix }) => [
      ...['comments', 'remixes', 'lineage'].map((kind) => `${kind}:${kind === 'lineage' ? (remix?.id ?? id) : id}`),
      ...['tag', 'topic', 'search'].map((kind) => `${kind}:${word}`),
    ])
    const feeds = [...whole, 'user:author', 'user:sam', 'user:third', ...ofPosts].map(routes.feed)
    const around = whole.flatMap((feed) => made.posts.map(({ id }) => `${routes.feed(feed)}?around=${id}`))
    const posts = made.posts.flatMap(({ id, comment, quote, remix }) => [id, comment.id, quote?.id, remix?.id])
    const people = ['author', 'sam', 'third'].flatMap((handle) =>
      [routes.user, otherRoutes.followers, otherRoutes.following].map((route) => route(handle)),
    )
    const open = [...feeds, ...around, ...posts.filter((id) => id !== undefined).map(routes.post), ...people]
    if (name === 'nobody') return open
    const edits = made.posts.map(({ id }) => otherRoutes.edits(id))
    const mine = [
      routes.me(),
      routes.notifications(),
      routes.generations(),
      `${routes.users()}?q=a`,
      `${routes.users()}?q=s`,
    ]
    return [...open.map((path) => `${path}${path.includes('?') ? '&' : '?'}viewer=me`), ...edits, ...mine]
  }

  for (const name of readerNames) {
    it(`is told by nothing that ${name} reads`, async () => {
      const seen = new Set<string>()
      for (const path of pathsOf(name)) {
        const answer = await ask(name, path)
        const text = await answer.text()
        assert.ok(answer.status < 500, path)
        for (const { word } of made.posts) if (text.includes(word)) seen.add(word)
        for (const { word, id } of closedTo(name)) {
          assert.ok(!text.includes(word), `${path}: ${text}`)
          if (answer.ok) checkNames(JSON.parse(text), id, path)
        }
      }
      assert.deepEqual(
        made.posts.flatMap((post) => (seen.has(post.word) ? [post.state] : [])),
        made.posts.flatMap((post) => (mayRead(post, name) ? [post.state] : [])),
      )
    })
  }

  for (const name of ['stranger', 'follower', 'author'] as const) {
    it(`opens by no operation to ${name}`, async () => {
      for (const post of closedTo(name)) {
        const things = { post: post.id, media: mediaIdOf(post), generation: newId, handle: 'author', word: post.word }
        const requests = await namingRequests(server, things)
        const opened = await findOpened(
          made.readers[name],
          requests.filter(({ path, body }) => !/author/.test(path + JSON.stringify(body ?? ''))),
          things,
        )

        // Who deleted it may do so once more.
        const isGone = name === 'author' && (post.state === 'deleted' || post.state === 'removed')
        assert.deepEqual(opened, isGone ? [`DELETE ${routes.post(post.id)} ""`] : [], post.state)
      }
    })
  }

  it('shows no picture to everybody', async () => {
    for (const post of made.posts) {
      const { pathname } = new URL(post.picture)
      const answer = await server.get(pathname)
      await answer.body?.cancel()

      if (mayRead(post, 'nobody')) assert.equal(answer.status, 200, post.state)
      else assert.ok([403, 410].includes(answer.status), `${post.state}: ${answer.status}`)
    }
  })

  for (const name of readerNames.filter((reader) => reader !== 'foreigner')) {
    it(`is told by no stream to ${name}, but that it is gone`, async () => {
      const third = made.readers.third
      const { id: end } = await writePost(third, { text: 'the end' })
      for (const { id, word } of closedTo(name)) {
        const feeds = ['explore', 'user:author', 'user:sam', `tag:${word}`, `topic:${word}`, `comments:${id}`]
        if (name !== 'nobody') feeds.push('home')
        const query = feeds.map((feed) => `feed=${encodeURIComponent(feed)}`).join('&')
        const stream = await readEvents(ask(name, `${routes.events()}?${query}&after=0`))
        await stream.find(({ data }) => data['postId'] === end)
        await stream.close()

        assert.ok(!stream.text().includes(word))
        const kinds = stream.events.flatMap(({ kind, data }) => (data['postId'] === id ? [kind] : []))
        assert.deepEqual(
          kinds.filter((kind) => kind !== 'post.deleted'),
          [],
        )
      }
    })
  }

  it('is in no archive of those who marked, reported and remixed it', async () => {
    for (const name of relations) {
      const file = join(folder, `${name}.zip`)
      await runAccountCommand(server.db, server.config, readAccountCommand(['export', name, file]))
      const archive = await readArchive(file)
      for (const part of ['profile.json', 'posts.json', ...sections.map((section) => section.file)]) {
        const text = String(await archive.readPicture(part, 10_000_000))
        for (const { word } of made.posts) assert.ok(!text.includes(word), `${name}: ${part}`)
      }
      archive.close()
    }
  })
})

/** Of what is closed a reader learns where it stood, and nothing more. */
function checkNames(value: unknown, id: string, path: string): void {
  if (typeof value !== 'object' || value === null) return
  const named = value as Partial<PostRef>
  if (named.id === id) {
    assert.deepEqual(Object.keys(named).toSorted(), ['id', 'state'], path)
    assert.match(named.state ?? '', /^(hidden|deleted)$/, path)
  }
  for (const [key, inner] of Object.entries(value)) {
    assert.ok(inner !== id || key === 'id' || key === 'rootId', `${path}: ${key}`)
    checkNames(inner, id, path)
  }
}

function mediaIdOf({ picture }: ClosedPost): string {
  return new URL(picture).pathname.split('/')[2] ?? ''
}
