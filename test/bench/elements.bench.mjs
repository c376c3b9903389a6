import { parseArgs } from 'node:util'
import { buildPages } from './elements/build-pages.mjs'
import { startChromium } from './elements/chromium.mjs'
import { measureFirstPost } from './elements/first-post.mjs'
import { measureEvents, measureLifetime } from './elements/lifetime.mjs'
import { measureLikes } from './elements/like.mjs'
import { measureEmptyHeap, measureScroll, watchScroll } from './elements/long-scroll.mjs'
import { startPageServer } from './elements/page-server.mjs'
import { median } from './elements/trace.mjs'

const pages = ['ai-feed', 'ai-feed-preload', 'vanilla', 'react', 'react-preload', 'word', 'empty', 'signed-in']

/** `<ai-feed>` in Chromium beside a page by hand and one in React 19 with React Query and Virtuoso, which draw the same posts
 *  with the same markup and style. Processor time comes from traces: it holds on a machine that others use, as seconds on
 *  the wall do not. Contestants take turns, each time in a tab without cache or storage; figures are medians. */
export async function benchElements(options) {
  const sizes = readSizes(options)
  const server = await startPageServer(await buildPages(), { posts: 2_400, perPage: 20 })
  const browser = await startChromium()
  try {
    const urls = Object.fromEntries(pages.map((name) => [name, `${server.origin}/${name}.html`]))
    const bench = { browser, server, urls, ...sizes }
    for (const part of [benchFirstPost, benchScroll, benchLikes, benchLifetime]) await part(bench)
  } finally {
    await browser.close()
    await server.stop()
  }
}

function readSizes(args) {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false } } })
  return values.quick
    ? { rounds: 3, throttled: 3, scrolls: 1, posts: 400, likes: 6, mounts: 200, events: 2_000 }
    : { rounds: 11, throttled: 5, scrolls: 3, posts: 2_000, likes: 12, mounts: 1_000, events: 10_000 }
}

/** Lets every contestant run in each round, and throws the first round away. @returns lists of results by name */
async function inTurns(rounds, names, run) {
  const taken = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const result = await run(name, round)
      if (round > 0) taken[name].push(result)
    }
  }
  return taken
}

async function benchFirstPost({ browser, urls, rounds, throttled }) {
  const open = (throttle) => (name, round) =>
    measureFirstPost(browser, urls[name], { throttle, isProved: round === 0 && name !== 'word' })
  const free = await inTurns(rounds, ['ai-feed', 'vanilla', 'react', 'word'], open(false))
  const slow = await inTurns(throttled, ['ai-feed', 'react', 'ai-feed-preload', 'react-preload'], open(true))
  const cpu = (name) => median(free[name].map(({ cpuMs }) => cpuMs))
  const time = (name) => median(slow[name].map(({ timeMs }) => timeMs))
  print(`From the address to the first post, ${rounds} rounds`, [
    ['main thread: <ai-feed>', ms(cpu('ai-feed'))],
    ['main thread: by hand, its whole page of 20', ms(cpu('vanilla'))],
    ['main thread: React, React Query, Virtuoso', ms(cpu('react'))],
    ['main thread: a page with one word', ms(cpu('word'))],
    goal('  <ai-feed> to by hand', cpu('ai-feed') / cpu('vanilla'), 1.35),
    goal('  <ai-feed> to React', cpu('ai-feed') / cpu('react'), 0.4),
    ['4 × CPU, slow 4G: <ai-feed>', ms(time('ai-feed'))],
    ['4 × CPU, slow 4G: React', ms(time('react'))],
    goal('  <ai-feed> to React', time('ai-feed') / time('react'), 0.65),
    ['the same, page one preloaded: <ai-feed>', ms(time('ai-feed-preload'))],
    ['the same, page one preloaded: React', ms(time('react-preload'))],
    goal('  <ai-feed> to React', time('ai-feed-preload') / time('react-preload'), 0.65),
    goal('  <ai-feed> to React without the preload', time('ai-feed-preload') / time('react'), 0.65),
  ])
}

async function benchScroll({ browser, urls, posts, scrolls }) {
  const names = ['ai-feed', 'react']
  const taken = { 'ai-feed': [], react: [] }
  for (let round = 0; round < scrolls; round++) {
    for (const name of names) taken[name].push(await measureScroll(browser, urls[name], posts))
  }
  const emptyHeap = await measureEmptyHeap(browser, urls.empty)
  const [ours, theirs] = [
    await watchScroll(browser, urls['ai-feed'], posts, emptyHeap),
    await watchScroll(browser, urls.react, posts, emptyHeap),
  ]
  const cpu = (name, half) => median(taken[name].map((result) => result[half]))
  const whole = (name) => median(taken[name].map(({ first, second }) => (first + second) / 2))
  print(`${posts.toLocaleString('en')} posts scrolled, ${scrolls} rounds`, [
    ['a post: <ai-feed>', ms(whole('ai-feed'))],
    ['a post: React, React Query, Virtuoso', ms(whole('react'))],
    goal('  <ai-feed> to React', whole('ai-feed') / whole('react'), 0.85),
    goal('  second half to first half', cpu('ai-feed', 'second') / cpu('ai-feed', 'first'), 1.1),
    ['  the same of React', (cpu('react', 'second') / cpu('react', 'first')).toFixed(2)],
    goal('elements at most', ours.elements, 500, `React ${theirs.elements}`),
    goal('heap after, MB', ours.heap / 1e6, 4, `React ${(theirs.heap / 1e6).toFixed(1)}`),
    goal('blank frames', ours.blank, 0, `of ${ours.frames}; React ${theirs.blank} of ${theirs.frames}`),
    goal('layout shift', ours.shift, 0, `React ${theirs.shift.toFixed(3)}`),
  ])
}

async function benchLikes({ browser, urls, posts, likes }) {
  const taken = await measureLikes(browser, urls['signed-in'], { posts, likes })
  const cpu = (name) => median(taken[name].map(({ cpuMs }) => cpuMs))
  const frames = Math.max(...[...taken.top, ...taken.deep].map((one) => one.frames))
  print(`A like, ${likes} each, to the server and back`, [
    ['on page one', ms(cpu('top'))],
    [`after ${posts.toLocaleString('en')} posts`, ms(cpu('deep'))],
    goal('  after to before', cpu('deep') / cpu('top'), 1.15),
    goal('drawn in frame', frames, 1, 'of the slowest'),
  ])
}

async function benchLifetime({ browser, server, mounts, events }) {
  const left = await measureLifetime(browser, server, mounts)
  const live = await measureEvents(browser, server, events)
  print(`In, about and out of the page ${mounts.toLocaleString('en')} times`, [
    ...['listeners', 'timers', 'streams', 'elements', 'canvases'].map((what) => goal(`${what} left`, left[what], 0)),
    ['heap left, kB a time', (left.heap / mounts / 1000).toFixed(2)],
  ])
  print(`${events.toLocaleString('en')} live events in one feed`, [
    goal('elements', live.elements, 500),
    goal('heap left, MB', live.heap / 1e6, 1),
  ])
}

const ms = (value) => `${value.toFixed(1)} ms`

function goal(name, value, most, note = '') {
  const text = Number.isInteger(value) ? String(value) : value.toFixed(2)
  return [name, text, `goal ≤ ${most}`, value <= most ? 'met' : 'missed', note]
}

function print(title, rows) {
  console.log(title)
  for (const [name, figure, aim = '', verdict = '', note = ''] of rows)
    console.log(`  ${name.padEnd(46)}${figure.padStart(12)}   ${aim.padEnd(12)} ${verdict.padEnd(7)} ${note}`.trimEnd())
  console.log()
}
