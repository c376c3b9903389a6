import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { startServerPair } from '../support/server-pair.ts'
import type { ServerPair } from '../support/server-pair.ts'
import { createLedger } from './ledger.ts'
import { createPerson, readFeed } from './person.ts'
import { createWitness } from './witness.ts'
import { write } from './writer.ts'

const kills = Number(process.env['FAULT_KILLS'] ?? 6)

describe('one of two servers that is killed again and again', () => {
  let pair: ServerPair
  before(async () => {
    pair = await startServerPair({ writesPerUser5Min: 1_000_000, signUpsPerIpHour: 100 })
  })
  after(() => pair.close())

  it('loses and doubles nothing for those who write through the balancer, and the other one goes on', async (t) => {
    const { url } = pair
    const ledger = createLedger()
    const signUp = (handle: string) => createPerson(url, { handle, origin: url })
    const people = await Promise.all(['anna_pairs', 'ben_pairs', 'chris_pairs'].map(signUp))
    const witness = await createWitness(url, 'explore')

    let isOver = false
    const writing = Promise.all(people.map((person) => write(person, ledger, () => isOver)))
    for (let kill = 0; kill < kills; kill += 1) {
      const victim = kill % 2 === 0 ? 0 : 1
      await Promise.race([ledger.grows(Math.ceil(Math.random() * 40)), writing])
      await delay(Math.random() * 100)
      await pair.kill(victim)
      const answered = await people[0]?.insist('GET', '/v1/me')
      assert.equal(answered?.status, 200)
      await pair.restart(victim)
    }
    isOver = true
    await writing
    const last = await people[0]?.insist('POST', '/v1/posts', { key: 'goodbye', body: { text: 'goodbye' } })
    assert.ok(last)
    const { id } = (await last.json()) as { id: string }
    ledger.try('goodbye')
    ledger.acknowledge('goodbye', id)
    await witness.sees(id)
    await witness.leave()

    const posts = await readFeed(url, 'explore', 7)
    t.diagnostic(`${posts.length} posts, stream opened ${witness.opened} times`)
    assert.deepEqual(ledger.compare(posts), { lost: [], doubled: [], invented: [], undead: [], wrongLikes: [] })
    const standing = new Set(posts.map((post) => post.id))
    assert.equal(witness.resets, 0)
    assert.deepEqual(
      witness.posts.filter((post) => standing.has(post)),
      posts.map((post) => post.id).toReversed(),
    )
  })
})
