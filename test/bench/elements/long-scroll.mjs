import { heapOf, withTab } from './chromium.mjs'
import { cpuBetween, traced } from './trace.mjs'

/** How far the page moves in a frame. */
const stepPx = 400

/** Scrolls from the first post down to a post by its number, in equal steps, one a frame.
 *  @returns milliseconds of the main thread for a post, of the first half and of the second */
export function measureScroll(browser, url, posts) {
  return withTab(browser, async ({ page, cdp }) => {
    await openFeed(page, url)
    const { thread } = await traced(cdp, async () => {
      await page.evaluate(() => performance.mark('bench start'))
      await page.evaluate(scrollToPost, posts / 2, stepPx, 'bench half')
      await page.evaluate(scrollToPost, posts, stepPx, 'bench end')
    })
    const [start, half, end] = ['start', 'half', 'end'].map((name) => thread.timesOf(`bench ${name}`)[0])
    const perPost = (fromMs, toMs) => cpuBetween(thread, fromMs, toMs) / (posts / 2)
    return { first: perPost(start, half), second: perPost(half, end) }
  })
}

/** Scrolls the same way and looks at every frame, which costs more than drawing it: so this is a run of its own.
 *  @returns the most elements of the feed at any moment, blank frames, layout shift, and heap beyond `emptyHeap` */
export function watchScroll(browser, url, posts, emptyHeap) {
  return withTab(browser, async ({ page, cdp }) => {
    await page.evaluateOnNewDocument(watchShifts)
    await openFeed(page, url)
    await page.evaluate(watchFrames)
    await page.evaluate(scrollToPost, posts, stepPx, 'bench end')
    const seen = await page.evaluate(() => window.seen)
    return { ...seen, heap: (await heapOf(cdp)) - emptyHeap }
  })
}

/** What an empty page has on its heap. */
export function measureEmptyHeap(browser, url) {
  return withTab(browser, async ({ page, cdp }) => {
    await page.goto(url)
    return heapOf(cdp)
  })
}

/** Opens a page and waits until its feed stands, with what loads after the first posts. */
export async function openFeed(page, url) {
  await page.goto(url)
  await page.waitForFunction(
    () => (document.querySelector('ai-feed')?.shadowRoot ?? document).querySelectorAll('article').length > 1,
  )
  await page.waitForNetworkIdle({ idleTime: 300, concurrency: 1 }) // a stream of events may stay open
}

/** Runs in the page. */
export async function scrollToPost(number, stepPx, mark) {
  const root = document.querySelector('ai-feed')?.shadowRoot ?? document
  const isThere = () =>
    [...root.querySelectorAll('article')].some(
      (post) => Number(post.getAttribute('aria-posinset')) >= number && post.getBoundingClientRect().top < innerHeight,
    )
  for (let frame = 0; frame % 10 !== 0 || !isThere(); frame++) {
    await new Promise((done) => requestAnimationFrame(done))
    scrollBy({ top: stepPx, behavior: 'instant' })
  }
  performance.mark(mark)
}

function watchShifts() {
  window.seen = { elements: 0, frames: 0, blank: 0, shift: 0 }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Counts elements after every change, and looks after every frame whether posts cover what the list has in the viewport. */
function watchFrames() {
  const { seen } = window
  const root = document.querySelector('ai-feed')?.shadowRoot ?? document.body
  const count = () => (seen.elements = Math.max(seen.elements, root.querySelectorAll('*').length))
  new MutationObserver(count).observe(root, { childList: true, subtree: true })
  count()
  const list = root.querySelector('[role=feed]')
  const { port1, port2 } = new MessageChannel()
  port1.addEventListener('message', () => {
    const whole = list.getBoundingClientRect()
    let covered = Math.max(0, whole.top)
    for (const post of root.querySelectorAll('article')) {
      const { top, bottom } = post.getBoundingClientRect()
      if (top <= covered + 4) covered = Math.max(covered, bottom)
    }
    seen.frames += 1
    if (covered < Math.min(innerHeight, whole.bottom) - 4) seen.blank += 1
    next()
  })
  port1.start()
  const next = () => requestAnimationFrame(() => port2.postMessage(0))
  next()
}
