import { heapOf, withTab } from './chromium.mjs'
import { openFeed } from './long-scroll.mjs'

/** Puts a feed into the page, moves it and takes it out, many times.
 *  @returns what the page has more than after the first times: listeners, timers, streams, elements, canvases, bytes of heap */
export function measureLifetime(browser, { origin, stub }, times) {
  return withTab(browser, async ({ page, cdp }) => {
    await page.evaluateOnNewDocument(countTimers)
    await openFeed(page, `${origin}/ai-feed.html`)
    await page.evaluate(() => document.querySelector('ai-feed').remove())
    await page.evaluate(mountAndMove, 50)
    const before = await takeStock(page, cdp, stub)
    await page.evaluate(mountAndMove, times)
    const after = await takeStock(page, cdp, stub)
    return Object.fromEntries(Object.entries(after).map(([what, count]) => [what, count - before[what]]))
  })
}

/** Sends many live events to a feed of one page.
 *  @returns elements at most and how many bytes of heap they left */
export function measureEvents(browser, { origin, stub }, events) {
  return withTab(browser, async ({ page, cdp }) => {
    await openFeed(page, `${origin}/ai-feed.html`)
    for (let round = 0; stub.openStreams === 0 && round < 100; round++) await pause(100)
    const run = async (count) => {
      for (let event = 0; event < count; event++) {
        const postId = `post-${event % 40}`
        const counts = { likes: event, comments: 0, reposts: 0, quotes: 0, remixes: 0 }
        if (event % 10 < 8) stub.emitUnstored('counts', { postId, version: event + 2, counts })
        else if (event % 10 === 8) stub.emit('post.updated', { postId, version: event + 2 })
        else
          stub.emit('post.created', {
            feeds: ['explore'],
            postId: `far-${event}`,
            author: { id: 'user-1', handle: 'user_1' },
            at: new Date().toISOString(),
          })
        if (event % 200 === 0) await pause(20)
      }
      await page.waitForNetworkIdle({ idleTime: 500, concurrency: 1 })
    }
    await run(events / 10)
    const before = await heapOf(cdp)
    await run(events)
    const elements = await page.evaluate(
      () => document.querySelector('ai-feed').shadowRoot.querySelectorAll('*').length,
    )
    return { elements, heap: (await heapOf(cdp)) - before }
  })
}

async function takeStock(page, cdp, stub) {
  for (let round = 0; stub.openStreams > 0 && round < 100; round++) await pause(100)
  const heap = await heapOf(cdp)
  await cdp.send('Performance.enable')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const metric = (name) => metrics.find((one) => one.name === name).value
  return {
    heap,
    listeners: metric('JSEventListeners'),
    nodes: metric('Nodes'),
    elements: await countObjects(page, 'HTMLElement'),
    canvases: await countObjects(page, 'HTMLCanvasElement'),
    timers: await page.evaluate(() => window.openTimers()),
    streams: stub.openStreams,
  }
}

/** How many objects of a class are alive, but for the page's own two: the browser makes those at need. */
async function countObjects(page, name) {
  const prototype = await page.evaluateHandle((className) => globalThis[className].prototype, name)
  const found = await page.queryObjects(prototype)
  const count = await found.evaluate(
    (objects) => objects.filter((one) => one !== document.documentElement && one !== document.body).length,
  )
  await Promise.all([prototype.dispose(), found.dispose()])
  return count
}

/** Runs in the page. Every tenth feed stays until it has posts. */
async function mountAndMove(times) {
  const section = document.body.appendChild(document.createElement('section'))
  for (let time = 0; time < times; time++) {
    const feed = document.createElement('ai-feed')
    feed.setAttribute('server', location.origin)
    document.body.append(feed)
    if (time % 10 === 0) await new Promise((done) => feed.addEventListener('ai-feed-loaded', done, { once: true }))
    else await feed.updateComplete
    section.append(feed)
    if (time % 10 === 0) await new Promise((done) => setTimeout(done, 50))
    feed.remove()
  }
  section.remove()
}

/** Timers that were set and have neither run out nor been cleared. */
function countTimers() {
  const open = new Set()
  window.openTimers = () => open.size
  for (const kind of ['Timeout', 'Interval']) {
    const set = window[`set${kind}`]
    const clear = window[`clear${kind}`]
    window[`set${kind}`] = (work, ...rest) => {
      const id = set(
        (...values) => {
          if (kind === 'Timeout') open.delete(id)
          work(...values)
        },
        ...rest,
      )
      open.add(id)
      return id
    }
    window[`clear${kind}`] = (id) => {
      open.delete(id)
      clear(id)
    }
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms))
