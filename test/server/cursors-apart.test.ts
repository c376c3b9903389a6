import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { otherRoutes, routes } from '@ai-feed/protocol'
import type { Problem } from '@ai-feed/protocol'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { editPost } from '../support/edits.ts'
import { mark } from '../support/marks.ts'
import { relate, signUpAll } from '../support/people.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import { otherOrigin, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

interface Page {
  readonly items: readonly unknown[]
  readonly next?: string
  readonly newest?: string
}

/** A list that is read in pages, by one who may. */
interface List {
  readonly name: string
  read(query: string): Promise<Response>
}

describe('a cursor', () => {
  let server: TestServer
  let lists: List[]
  let cursors: { readonly list: List; readonly text: string }[]
  before(async () => {
    const many = 100_000
    server = await startTestServer({
      limits: { writesPerUser5Min: many, signUpsPerIpHour: many, searchesPerMinute: many },
    })
    const { anna, ben, carla } = await signUpAll(server, ['anna', 'ben', 'carla'])
    const foreign = await signUp(server, { handle: 'anna', origin: otherOrigin, site: 'other' })
    const key = (await addModerator(server.db, 'default', 'desk')) ?? ''
    const root = await writePost(anna, { text: 'root #sea' })
    for (const user of [anna, ben, carla, foreign]) {
      for (const text of ['one #sea @anna', 'two #sea @anna', 'three #sea @anna @ben']) {
        const post = await writePost(user, { text, topic: 'here' })
        if (user === foreign) continue
        await writePost(user, { text: 'so it is', commentOn: root.id })
        for (const kind of ['likes', 'bookmarks'] as const) {
          await mark(anna, post.id, kind)
          await mark(ben, post.id, kind)
        }
      }
    }
    for (const [one, other] of [
      [anna, ben],
      [anna, carla],
      [ben, anna],
      [ben, carla],
      [carla, anna],
      [carla, ben],
    ] as const) {
      await relate(one, 'followers', other)
      await relate(one, 'mutes', other)
      await relate(one, 'mutes', other, false)
    }
    for (const text of ['b', 'c', 'd']) await editPost(anna, await readPost(anna, root.id), { text })
    const report = (post: string): Promise<Response> =>
      ben.fetch(routes.reports(), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ post, category: 'spam', reason: '', goodFaith: true }),
      })
    for (const post of [root.id, root.id]) await report(post)

    const feed = (name: string, path: string, reader = anna): List => ({
      name,
      read: (query) => reader.fetch(`${routes.feed(path)}?viewer=me&limit=1${query}`),
    })
    const own = (name: string, path: string, reader = anna): List => ({
      name,
      read: (query) => reader.fetch(`${path}?limit=1${query}`),
    })
    lists = [
      ...[
        'explore',
        'for-you',
        'user:anna',
        'user:ben',
        'tag:sea',
        'topic:here',
        'search:one',
        'search:two',
        `comments:${root.id}`,
      ].map((name) => feed(name, name)),
      ...['home', 'likes', 'bookmarks'].flatMap((name) => [
        feed(`${name} of anna`, name),
        feed(`${name} of ben`, name, ben),
      ]),
      feed('explore of the other site', 'explore', foreign),
      ...['anna', 'ben'].flatMap((handle) => [
        own(`followers of ${handle}`, otherRoutes.followers(handle)),
        own(`following of ${handle}`, otherRoutes.following(handle)),
      ]),
      own('notifications of anna', routes.notifications()),
      own('notifications of ben', routes.notifications(), ben),
      own('edits', otherRoutes.edits(root.id)),
      {
        name: 'reports',
        read: (query) =>
          server.get(`${otherRoutes.moderationReports()}?limit=1${query}`, {
            headers: { Authorization: `Bearer ${key}` },
          }),
      },
    ]
    cursors = []
    for (const list of lists) {
      const page = (await (await list.read('')).json()) as Page
      assert.ok(page.next, list.name)
      for (const text of [page.next, page.newest]) if (text !== undefined) cursors.push({ list, text })
    }
  })
  after(() => server.close())

  const codeOf = async (answer: Response): Promise<string> => {
    if (!answer.ok) return ((await answer.json()) as Problem).code
    await answer.body?.cancel()
    return 'read'
  }

  it('is good for its own list alone', async () => {
    for (const { list: from, text } of cursors) {
      for (const list of lists) {
        assert.equal(
          await codeOf(await list.read(`&cursor=${text}`)),
          list === from ? 'read' : 'bad_cursor',
          `${from.name} for ${list.name}`,
        )
      }
    }
  })

  it('is refused whatever else is made of it, for `after` too', async () => {
    const one = fc.constantFrom(...['A', 'B', 'C'])
    const made = fc.oneof(
      fc.tuple(one, fc.nat(1_000)).map(
        ([, at]) =>
          (text: string) =>
            text.slice(0, at % text.length),
      ),
      fc.nat(1_000).chain((at) =>
        fc.constantFrom(...'AZaz09-_').map((letter) => (text: string) => {
          const place = at % text.length
          return text[place] === letter ? `${text}A` : text.slice(0, place) + letter + text.slice(place + 1)
        }),
      ),
      fc.string({ unit: 'binary', maxLength: 100 }).map((text) => () => text),
      fc.uint8Array({ maxLength: 80 }).map((bytes) => () => Buffer.from(bytes).toString('base64url')),
      fc.constant((text: string) => text + text),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000), made, fc.constantFrom('cursor', 'after'), async (index, change, name) => {
        const cursor = cursors[index % cursors.length]
        assert.ok(cursor)
        const answer = await cursor.list.read(`&${name}=${encodeURIComponent(change(cursor.text).toWellFormed())}`)

        assert.match(await codeOf(answer), /^(bad_cursor|invalid_field|unknown_field)$/)
      }),
      { numRuns: 300 },
    )
  })
})
