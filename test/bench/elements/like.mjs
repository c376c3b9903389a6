import { withTab } from './chromium.mjs'
import { openFeed, scrollToPost } from './long-scroll.mjs'
import { cpuBetween, traced } from './trace.mjs'

/** How long a like may be at work: its way through storage to the server and back, and what is drawn on the way. */
const followedMs = 800

/** Likes posts on page one and, in a second tab, after many posts, in turns.
 *  @param posts how far down the second tab is
 *  @returns for both lists of milliseconds of the main thread a like, and of how many frames it took until it was drawn */
export async function measureLikes(browser, url, { posts, likes }) {
  return withTab(browser, (top) =>
    withTab(browser, async (deep) => {
      for (const { page } of [top, deep]) {
        await openFeed(page, url)
        await page.waitForFunction(
          () => document.querySelector('ai-feed').client.session.getSnapshot().status === 'signed-in',
        )
      }
      await deep.page.bringToFront()
      await deep.page.evaluate(scrollToPost, posts, 400, 'bench deep')
      const taken = { top: [], deep: [] }
      // The first ones load what sends likes, and find the code cold.
      for (let time = -3; time < likes; time++) {
        const [one, other] = [await like(top), await like(deep)]
        if (time >= 0) taken.top.push(one)
        if (time >= 0) taken.deep.push(other)
      }
      return taken
    }),
  )
}

/** Likes what stands in the middle of the viewport, or takes that back. */
async function like({ page, cdp }) {
  await page.bringToFront()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const { result: frames, thread } = await traced(cdp, () => page.evaluate(pressLike, followedMs))
  const [start] = thread.timesOf('bench start')
  const [end] = thread.timesOf('bench end')
  return { frames, cpuMs: cpuBetween(thread, start, end) }
}

/** Runs in the page. @returns in which frame the button shows what was pressed */
async function pressLike(followedMs) {
  const root = document.querySelector('ai-feed').shadowRoot
  const centre = ({ top, bottom }) => Math.abs((top + bottom - innerHeight) / 2)
  const [button] = [...root.querySelectorAll('[part=like-button]')].toSorted(
    (one, other) => centre(one.getBoundingClientRect()) - centre(other.getBoundingClientRect()),
  )
  const before = button.getAttribute('aria-pressed')
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  await frame()
  performance.mark('bench start')
  button.click()
  let frames = 0
  do {
    await frame()
    frames += 1
  } while (button.getAttribute('aria-pressed') === before && frames < 100)
  await new Promise((done) => setTimeout(done, followedMs))
  performance.mark('bench end')
  return frames
}
