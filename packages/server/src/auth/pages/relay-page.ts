import { html as markup } from 'hono/html'
import { drawPage } from './layout.js'
import type { Page } from './layout.js'
import { relayScript } from './relay-script.js'
import { pickWords } from './words.js'

/** Draws the relay of one origin. It reads the answer from its own address; nothing of that is written into the page. */
export function drawRelayPage(acceptLanguage: string | undefined, origin: string): Page {
  const { language, words } = pickWords(acceptLanguage)
  const body = markup`<div id="relay" data-origin="${origin}">
<h1>${words.relayTitle}</h1>
<p class="lead">${words.relayLead} <bdi>${origin}</bdi>.</p>
<noscript><p class="alert" role="alert">${words.relayNoScript}</p></noscript>
<p id="done" hidden>${words.relayDone} <a id="link" href="${origin}/">${words.relayLink}</a></p></div>`
  return drawPage({ language, title: words.relayTitle, body, script: relayScript })
}
