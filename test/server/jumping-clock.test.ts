import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isFinal, routes } from '@ai-feed/protocol'
import type { FeedPage, Generation, Post } from '@ai-feed/protocol'
import { createPerson, readFeed } from '../faults/person.ts'
import type { Person } from '../faults/person.ts'
import { readEvents } from '../support/event-reader.ts'
import type { EventReader } from '../support/event-reader.ts'
import { pollUntil } from '../support/poll.ts'
import { runCommand } from '../support/run-command.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'
import { findFreePort, spawnTestServer } from '../support/test-server.ts'
import type { SpawnedServer } from '../support/test-server.ts'

const shifter = new URL('../support/shifted-clock.mjs', import.meta.url).pathname
const hourMs = 3_600_000
const jumps = { 'back an hour': -hourMs, 'forward a day': 24 * hourMs, 'right again': 0 }

describe('a clock that jumps while the server runs', () => {
  let database: TestDatabase
  let dataDir: string
  let server: SpawnedServer
  let anna: Person
  let stream: EventReader
  const written: string[] = []
  before(async () => {
    database = await makeTestDatabase()
    dataDir = await mkdtemp(join(tmpdir(), 'ai-feed-jumps-'))
    const port = String(await findFreePort())
    const env = { DATABASE_URL: database.url, AI_FEED_DATA_DIR: dataDir, PORT: port }
    const origin = `http://127.0.0.1:${port}`
    await runCommand(['site', 'add', 'default', '--sign-up', 'open', '--origin', origin], env)
    const clock = { NODE_OPTIONS: `--import=${shifter}`, CLOCK_JUMPS_MS: Object.values(jumps).join(',') }
    server = await spawnTestServer({ ...env, ...clock })
    anna = await createPerson(server.url, { handle: 'anna', origin })
    stream = await readEvents(fetch(`${server.url}/v1/events?feed=explore`))
    for (const text of ['one', 'two', 'three']) written.unshift((await write(text)).id)
  })
  after(async () => {
    await stream.close()
    await server.end('SIGTERM')
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  })

  async function write(text: string, key = `key-${text.replaceAll(' ', '-')}`): Promise<Post> {
    const answer = await anna.insist('POST', routes.posts(), { key, body: { text } })
    assert.equal(answer.status, 201, await answer.clone().text())
    return (await answer.json()) as Post
  }

  for (const [where, shiftMs] of Object.entries(jumps)) {
    it(`${where} loses no sign-in, no key, no place in a feed, no event and no job`, async () => {
      const { next } = (await (await fetch(`${server.url}${routes.feed('explore')}?limit=2`)).json()) as FeedPage
      server.child.kill('SIGUSR2')
      await pollUntil(() => server.output().includes(`clock is off by ${shiftMs} ms`))

      // The key of before makes nothing again; a new one makes one post, at the head of the feed.
      assert.equal(
        (await write('three')).id,
        written.find((_, at) => at === written.length - 3),
      )
      const post = await write(where)
      written.unshift(post.id)
      assert.equal((await write(where)).id, post.id)
      assert.ok(Math.abs(Date.parse(post.createdAt) - Date.now()) < hourMs / 2)

      await stream.find(({ data }) => data['postId'] === post.id)
      const ids = stream.events.flatMap(({ id }) => (id === undefined ? [] : [Number(id)]))
      assert.deepEqual(
        ids,
        ids.toSorted((a, b) => a - b),
      )
      const rest = await fetch(`${server.url}${routes.feed('explore')}?limit=1&cursor=${next}`)
      const [older] = ((await rest.json()) as FeedPage).items
      assert.equal(older?.post.id, written[3])
      assert.deepEqual(
        (await readFeed(server.url, 'explore', 2)).map(({ id }) => id),
        written,
      )

      const asked = await anna.insist('POST', routes.generations(), {
        key: `draw-${shiftMs}`,
        body: { prompt: 'a pond' },
      })
      const { id } = (await asked.json()) as Generation
      await pollUntil(async () => {
        const found = (await (await anna.insist('GET', routes.generation(id))).json()) as Generation
        if (isFinal(found.status)) assert.equal(found.status, 'succeeded', JSON.stringify(found.error))
        return isFinal(found.status)
      })
    })
  }
})
