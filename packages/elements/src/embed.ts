import './policy-notice.js'
import { AiFeed } from './feed/ai-feed.js'
import { findTags } from './find-tags.js'
import { english } from './strings.js'

/** The browser build's entry: `<ai-feed>` at once, the other tags as soon as their code is there. A page that shows
 *  nothing but a feed loads them after its first posts. */
if (!customElements.get('ai-feed')) customElements.define('ai-feed', AiFeed)

// Composers take the room of their drafts before their code is there (held-room).
try {
  for (const composer of findTags('ai-composer:not([comment-on],[quote-of],[remix-of])'))
    composer.style.minBlockSize = sessionStorage['ai-composer ' + location.pathname + location.search]
} catch {
  // Storage is closed to this page.
}

const others = ':is(ai-composer,ai-account,ai-post)'
const isOnlyFeed = findTags('ai-feed').length > 0 && findTags(others).length === 0
let isAsked = false

if (isOnlyFeed) {
  addEventListener('ai-feed-loaded', loadOncePainted, { once: true })
  // The feed may wait for a click, while the page puts a composer in.
  setTimeout(load, 3000)
} else load()

function loadOncePainted(): void {
  requestAnimationFrame(() => setTimeout(load))
}

function load(): void {
  if (isAsked) return
  isAsked = true
  import('./define.js').catch(drawFailure)
  // What a composer draws is asked for at the same time. When it does not arrive, the composer says so itself.
  if (findTags('ai-composer').length > 0) import('./composer/composer-view.js').catch(() => undefined)
}

/** Puts a sentence and a button into each tag whose code did not arrive. Once it is there, Lit draws into the same root. */
function drawFailure(): void {
  isAsked = false
  for (const element of findTags(`${others}:not(:defined)`)) {
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const button = document.createElement('button')
    button.textContent = english.retry
    button.addEventListener('click', () => {
      root.replaceChildren()
      load()
    })
    root.replaceChildren(`${english.codeMissing} `, button)
  }
}
