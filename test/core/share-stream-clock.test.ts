import { expect } from '@open-wc/testing'
import { shareStream, type SharedStream } from '../../packages/core/dist/feed/share-stream.js'
import { HandClock } from '../support/hand-clock.ts'
import { eventually } from '../support/until.ts'

const dayMs = 24 * 60 * 60_000

describe('the stream that tabs share, on a machine whose clock is set or which sleeps', () => {
  let name: string
  let clock: HandClock
  let tabs: { share: SharedStream; opened: string[]; isOpen: boolean }[]
  let asks = 0
  let channel: BroadcastChannel

  const openTab = (tab: string): (typeof tabs)[number] => {
    const state = {
      opened: [] as string[],
      isOpen: false,
      share: shareStream({
        name: async () => name,
        tab,
        clock,
        stream: {
          open(feeds) {
            state.opened.push(feeds.toSorted().join())
            state.isOpen = true
          },
          close: () => (state.isOpen = false),
        },
        lastSeq: () => undefined,
        onNews() {},
      }),
    }
    state.share.want([tab])
    tabs.push(state)
    return state
  }
  const leaders = (): number => tabs.filter(({ isOpen }) => isOpen).length
  const feedsOpen = (): string | undefined => tabs.find(({ isOpen }) => isOpen)?.opened.at(-1)
  /** Lets ten seconds pass at a time, each until the leading tab has asked and was answered. */
  const passTurns = async (turns: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) {
      const before = asks
      clock.pass(10_000)
      await eventually(() => asks > before)
      await new Promise((resolve) => setTimeout(resolve))
    }
  }

  beforeEach(() => {
    name = crypto.randomUUID()
    clock = new HandClock()
    tabs = []
    asks = 0
    channel = new BroadcastChannel(`ai-feed-live ${name}`)
    channel.addEventListener('message', ({ data }) => {
      if (data.type === 'who') asks += 1
    })
  })
  afterEach(() => {
    for (const { share } of tabs) share.want(undefined)
    channel.close()
  })

  for (const [what, ms] of [
    ['was set a day ahead', dayMs],
    ['was set back by a day', -dayMs],
    ['slept for eight hours', dayMs / 3],
  ] as const)
    it(`keeps its one leader, and what the others want, after it ${what}`, async () => {
      const first = openTab('a')
      await eventually(() => first.isOpen)
      openTab('b')
      openTab('c')
      await eventually(() => feedsOpen() === 'a,b,c')
      await passTurns(2)
      const opened = first.opened.length

      clock.dateMs += ms
      await passTurns(8)

      expect([leaders(), first.isOpen, feedsOpen(), first.opened.length - opened]).to.deep.equal([1, true, 'a,b,c', 0])
    })

  for (const [what, ms] of [
    ['ahead', dayMs],
    ['back', -dayMs],
  ] as const)
    it(`is taken over from a frozen tab in less than a minute where the clock was set ${what}`, async () => {
      let giveUp = (): void => {}
      const frozen = navigator.locks
        .request(`ai-feed-live ${name}`, () => new Promise<void>((resolve) => (giveUp = resolve)))
        .catch(ignore)
      const tab = openTab('awake')
      await eventually(
        async () => (await navigator.locks.query()).pending?.some((lock) => lock.name?.endsWith(name)) ?? false,
      )

      clock.dateMs += ms
      for (let second = 0; second < 59 && !tab.isOpen; second += 1) {
        clock.pass(1000)
        await new Promise((resolve) => setTimeout(resolve))
      }
      await eventually(() => tab.isOpen, 2000)
      giveUp()
      await frozen

      expect(leaders()).to.equal(1)
    })

  it('is led by one tab, and goes on for all, after several have noticed at once that the leader is frozen', async () => {
    let giveUp = (): void => {}
    const frozen = navigator.locks
      .request(`ai-feed-live ${name}`, () => new Promise<void>((resolve) => (giveUp = resolve)))
      .catch(ignore)
    for (const tab of ['a', 'b', 'c', 'd']) openTab(tab)
    const waiting = async (): Promise<number> =>
      ((await navigator.locks.query()).pending ?? []).filter((lock) => lock.name?.endsWith(name)).length
    await eventually(async () => (await waiting()) === 4)

    for (let second = 0; second < 59 && leaders() === 0; second += 1) {
      clock.pass(1000)
      await new Promise((resolve) => setTimeout(resolve))
    }
    await eventually(() => leaders() === 1 && feedsOpen() === 'a,b,c,d')
    const leader = tabs.findIndex(({ isOpen }) => isOpen)
    await passTurns(6)
    giveUp()
    await frozen

    expect([leaders(), tabs.findIndex(({ isOpen }) => isOpen), feedsOpen()]).to.deep.equal([1, leader, 'a,b,c,d'])
  })

  it('forgets what a killed tab wanted, though the clock was set back', async () => {
    const first = openTab('a')
    await eventually(() => first.isOpen)
    channel.postMessage({ type: 'wants', tab: 'killed', feeds: ['z'] })
    await eventually(() => feedsOpen() === 'a,z')

    clock.dateMs -= dayMs
    await passTurns(5)

    expect(feedsOpen()).to.equal('a')
  })
})

/** The lock was taken over. */
function ignore(): void {}
