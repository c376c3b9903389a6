import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { createClientLedger } from './client-ledger.ts'
import { emptyOutbox, startWriting, stopWriting, waitUntilTold } from './page-writer.ts'
import { readFeed } from './person.ts'
import type { ConnectionFault } from './proxy.ts'
import { setUpSdk, showsSession, signUpInPopup, type SdkSetup } from './sdk-setup.ts'

/** How often a tab or the browser ends; more often finds rarer faults: `FAULT_KILLS=300 npm test -- faults`. */
const ends = Number(process.env['FAULT_KILLS'] ?? 8)
const everyFault: readonly ConnectionFault[] = ['reset', 'swallow', 'cut', 'delay', 'trickle']
const tabsAtOnce = 4

// A real browser with a profile on disk, tabs that crash, a browser that is killed, and a network that does what networks do.
describe('a client on a bad day', () => {
  const ledger = createClientLedger()
  let setup: SdkSetup
  before(async () => {
    setup = await setUpSdk(async (context) => {
      await context.exposeFunction('note', ledger.note)
    })
  })
  after(() => setup.close())

  it('loses, doubles and invents nothing, and leaves nobody in the dark', async (t) => {
    const { proxy, server, browser } = setup
    let tabs: Page[] = []
    let opened = 0
    const first = await setup.openTab()
    await signUpInPopup(first, 'storm_writer')
    const parents = await first.evaluate(async () => {
      const ids: string[] = []
      for (let index = 0; index < 6; index += 1)
        ids.push((await (await client.createPost({ text: `parent ${index}` })).done).id)
      return ids
    })
    await first.close()
    const fillUp = async (): Promise<void> => {
      const missing = Array.from({ length: tabsAtOnce - tabs.length }, async () => {
        const page = await setup.openTab()
        await showsSession(page, 'signed-in')
        await startWriting(page, { name: `tab${(opened += 1)}`, parents, pauseMs: 400 })
        return page
      })
      tabs.push(...(await Promise.all(missing)))
    }

    let crashes = 0
    let kills = 0
    // Browsers keep a good connection for long: each gust ends them all.
    const gusts = setInterval(() => proxy.suffer(everyFault, 0.6), 600)
    t.after(() => clearInterval(gusts))
    await fillUp()
    while (crashes + kills < ends) {
      // Until something was written, on a machine of any speed, and then a moment more.
      await ledger.grows(Math.ceil(Math.random() * 12))
      await delay(Math.random() * 500)
      if (crashes > 2 * kills) {
        kills += 1
        await browser.kill()
        tabs = []
        await browser.start()
      } else {
        crashes += 1
        const victim = tabs.splice(Math.floor(Math.random() * tabs.length), 1)[0]!
        await (crashes % 2 === 0 ? crash(victim) : victim.close())
      }
      await fillUp()
    }
    clearInterval(gusts)

    await Promise.all(tabs.map(stopWriting))
    proxy.heal()
    const shownAsFailed = await emptyOutbox(tabs[0]!, 300_000)
    await Promise.all(tabs.map(waitUntilTold))
    const read = await readAll(server.url, parents)

    const counts = ledger.counts()
    t.diagnostic(
      `${JSON.stringify(counts)}, ${crashes} tabs and ${kills} browsers killed, ${JSON.stringify([...proxy.struck])}`,
    )
    assert.deepEqual(ledger.compare(read, shownAsFailed), {
      lost: [],
      doubled: [],
      invented: [],
      limbo: [],
      unhandled: [],
    })
    const { drafts } = await server.db
      .selectFrom('media')
      .select(({ fn }) => fn.countAll<string>().as('drafts'))
      .where('state', '=', 'draft')
      .executeTakeFirstOrThrow()
    assert.equal(Number(drafts), 0, 'a picture was taken twice')
  })
})

/** As when a renderer runs out of memory. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  await Promise.all([crashed, page.goto('chrome://crash').catch(() => {})])
  await page.close().catch(() => {})
}

async function readAll(url: string, parents: readonly string[]): Promise<string[]> {
  const feeds = await Promise.all(parents.map((id) => readFeed(url, `comments:${id}`, 100, 'sdk')))
  return feeds.flat().map(({ text }) => text.map((segment) => segment.text).join(''))
}
