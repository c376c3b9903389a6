import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { findFreePort, serverEnvironment, spawnTestServer } from '../support/test-server.ts'
import type { SpawnedServer } from '../support/test-server.ts'
import { createCrawler } from './crawler.ts'
import { createLedger } from './ledger.ts'
import { createPerson, readFeed } from './person.ts'
import { createWitness } from './witness.ts'
import { write } from './writer.ts'

const mainFile = new URL('../../packages/server/dist/main.js', import.meta.url).pathname
/** How often the server is killed; more often finds rarer faults: `FAULT_KILLS=300 npm test -- faults`. */
const kills = Number(process.env['FAULT_KILLS'] ?? 10)

// Knows the start command, its environment and the wire, and nothing of what is inside.
describe('a server that is killed again and again', () => {
  let folder: string
  let env: Readonly<Record<string, string>>
  let server: SpawnedServer
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-faults-'))
    const limits = join(folder, 'limits.json')
    await writeFile(limits, JSON.stringify({ writesPerUser5Min: 1_000_000, signUpsPerIpHour: 100 }))
    env = { PORT: String(await findFreePort()), AI_FEED_DATA_DIR: join(folder, 'data'), AI_FEED_LIMITS: limits }
    server = await spawnTestServer(env)
    // The default site has the server's own origin, and is closed until it is opened.
    const command = [mainFile, 'site', 'add', 'default', '--sign-up', 'open']
    await promisify(execFile)(process.execPath, command, { env: serverEnvironment(env) })
    await server.end('SIGTERM')
    server = await spawnTestServer(env)
  })
  after(async () => {
    await server.end('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  })

  it('loses, doubles and invents nothing, and tells readers of each post once', async (t) => {
    const { url } = server
    const ledger = createLedger()
    const signUp = (handle: string) => createPerson(url, { handle, origin: url })
    const people = await Promise.all(['anna_writes', 'ben_writes', 'chris_writes', 'dora_writes'].map(signUp))
    const goodbye = await signUp('eve_says_goodbye')
    const [witness, restless, crawler] = await Promise.all([
      createWitness(url, 'explore'),
      createWitness(url, 'explore', 2_000),
      createCrawler(url, 'explore'),
    ])

    // Each life of the server lasts until something was saved in it, on a machine of any speed, and then a moment more.
    let isOver = false
    const writing = Promise.all(people.map((person) => write(person, ledger, () => isOver)))
    for (let kill = 0; kill < kills; kill += 1) {
      await Promise.race([ledger.grows(Math.ceil(Math.random() * 40)), writing])
      await delay(Math.random() * 100)
      await server.end('SIGKILL')
      server = await spawnTestServer(env)
    }
    isOver = true
    await writing

    ledger.try('goodbye')
    const answer = await goodbye.insist('POST', '/v1/posts', { key: 'goodbye', body: { text: 'goodbye' } })
    const { id } = (await answer.json()) as { id: string }
    ledger.acknowledge('goodbye', id)
    await Promise.all([witness.sees(id), restless.sees(id), crawler.finish()])
    await Promise.all([witness.leave(), restless.leave()])

    const posts = await readFeed(url, 'explore', 7)
    t.diagnostic(`${posts.length} posts, streams opened ${witness.opened} and ${restless.opened} times`)
    assert.deepEqual(ledger.compare(posts), { lost: [], doubled: [], invented: [], undead: [], wrongLikes: [] })

    const inOrder = posts.map((post) => post.id).toReversed()
    const standing = new Set(inOrder)
    for (const { posts: seen, resets } of [witness, restless]) {
      assert.equal(resets, 0)
      assert.deepEqual(
        seen.filter((post) => standing.has(post)),
        inOrder,
      )
    }
    assert.deepEqual([...crawler.posts].filter((post) => standing.has(post)).sort(), inOrder.toSorted())
  })
})
