import { expect } from '@open-wc/testing'
import { abortable } from '../../packages/core/dist/platform/abortable.js'
import { systemClock } from '../../packages/core/dist/platform/clock.js'
import { openDatabase } from '../../packages/core/dist/storage/database.js'
import { withLock } from '../../packages/core/dist/storage/lock.js'
import { eventually, until } from '../support/until.ts'
import { openClient } from '../support/wire-client.ts'

/** What a tab does that stands still while it has a lock: nothing. @returns how the lock was lost */
function freezeHolding(name: string): Promise<string> {
  return navigator.locks
    .request(name, () => new Promise<never>(() => {}))
    .catch((error: unknown) => (error as DOMException).name)
}

describe('withLock', () => {
  let name: string
  /** Ends the pause of whoever waits. */
  let go: (() => void) | undefined
  const ports = {
    database: openDatabase('ai-feed-outbox', 'indexeddb'),
    clock: {
      ...systemClock,
      wait: (_ms: number, signal?: AbortSignal) => abortable(new Promise<void>((resolve) => (go = resolve)), signal),
    },
  }
  /** Lets pauses pass, one after the other. */
  const passTurns = async (turns: number, endOfTurn = async () => {}): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) {
      await eventually(() => go !== undefined)
      const end = go
      go = undefined
      end?.()
      await endOfTurn()
    }
  }

  beforeEach(() => {
    name = crypto.randomUUID()
    go = undefined
  })

  it('takes a lock from a tab that stands still', async () => {
    const lost = freezeHolding(name)

    const working = withLock(name, ports, async () => 'done')
    await passTurns(3)

    expect([await working, await lost]).to.deep.equal(['done', 'AbortError'])
  })

  it('leaves it to a tab that works for long and answers', async () => {
    const channel = new BroadcastChannel(`${name} lock`)
    let answers = 0
    channel.addEventListener('message', ({ data }) => {
      if (data === 'here') answers += 1
    })
    const enough = Promise.withResolvers<void>()
    const steps: string[] = []
    const first = withLock(name, ports, async (lost) => {
      await enough.promise
      steps.push(`first, ${lost.aborted ? 'robbed' : 'in peace'}`)
    })
    const second = withLock(name, ports, async () => void steps.push('second'))

    await passTurns(10, async () => {
      const before = answers
      await eventually(() => answers > before)
    })
    enough.resolve()
    await Promise.all([first, second])
    channel.close()

    expect(steps).to.deep.equal(['first, in peace', 'second'])
  })

  it('tells a tab that awakes that its lock is another’s, and hears it out', async () => {
    const begun = Promise.withResolvers<void>()
    const awake = Promise.withResolvers<void>()
    const sleeper = withLock(name, ports, async (lost) => {
      begun.resolve()
      await awake.promise
      return lost.aborted ? 'robbed' : 'in peace'
    })
    await begun.promise

    await navigator.locks.request(name, { steal: true }, async () => {})
    awake.resolve()

    expect(await sleeper).to.equal('robbed')
  })
})

describe('what a tab wrote that stands still', () => {
  it('is sent by another one, and not again when it awakes', async () => {
    let awake: (() => void) | undefined
    const opened = openClient({
      async fetch(input, init) {
        const answer = await opened.stub.fetch(input, init)
        if (awake || !answer.ok || !new Request(input).url.includes('/likes/')) return answer
        await new Promise<void>((resolve) => (awake = resolve))
        throw new TypeError('Failed to fetch')
      },
    })
    opened.stub.addPost({ id: 'liked' })
    await opened.signIn()
    const { done } = await opened.client.setLiked('liked', true)
    await eventually(() => awake !== undefined)
    const other = opened.open()
    await until(other.outbox, (entries) => entries.length === 1)

    await navigator.locks.request(`ai-feed-outbox ${opened.stub.server} default`, { steal: true }, async () => {})
    awake?.()
    await done
    await Promise.all([opened.client, other].map(({ outbox }) => until(outbox, (entries) => entries.length === 0)))
    const sent = opened.stub.seen('PUT').length
    await (
      await other.setBookmarked('liked', true)
    ).done

    expect(opened.stub.seen('PUT').filter(({ path }) => path.endsWith('/likes/me')).length).to.equal(sent)
    opened.closeAll()
  })
})
