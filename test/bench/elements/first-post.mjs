import { withTab } from './chromium.mjs'
import { cpuBetween, traced } from './trace.mjs'

/** Opens a page and waits for the frame with its first post. No page has words or pictures before that, so it is the first
 *  contentful paint, which needs no probe in the page; the round that warms up proves it.
 *  @returns milliseconds of the main thread up to the end of that frame, and of waiting until it was on the screen */
export function measureFirstPost(browser, url, { throttle, isProved = false }) {
  return withTab(
    browser,
    async ({ page, cdp }) => {
      if (isProved) await page.evaluateOnNewDocument(watchForArticle)
      const { result: paint, thread } = await traced(cdp, async () => {
        await page.goto(url)
        return page.evaluate(firstPaint)
      })
      if (isProved && !(await page.evaluate(`articleAt <= ${paint.paintTime}`)))
        throw new Error(`${url} painted something before its first post`)
      const [startMs] = thread.timesOf('navigationStart').slice(-1)
      return { cpuMs: cpuBetween(thread, startMs, startMs + paint.paintTime), timeMs: paint.presentationTime }
    },
    { throttle },
  )
}

function firstPaint() {
  return new Promise((done) => {
    new PerformanceObserver((list) => {
      const paint = list.getEntriesByName('first-contentful-paint')[0]
      if (paint) done(paint.toJSON())
    }).observe({ type: 'paint', buffered: true })
  })
}

/** Notes when the first post comes into the page, with a box for its picture. */
function watchForArticle() {
  const roots = [document]
  const observer = new MutationObserver(() => {
    if (roots.some((root) => root.querySelector('article .frame'))) window.articleAt ??= performance.now()
  })
  const watch = (root) => observer.observe(root, { childList: true, subtree: true })
  const { attachShadow } = Element.prototype
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init)
    roots.push(root)
    watch(root)
    return root
  }
  watch(document)
}
