import { html as markup } from 'hono/html'
import { drawPage } from './layout.js'
import type { Page } from './layout.js'
import { pickWords } from './words.js'

/** Draws the page for a sign-in that has run out. */
export function drawExpiredPage(acceptLanguage: string): Page {
  const { language, words } = pickWords(acceptLanguage)
  return drawNotice(language, words.expiredTitle, words.expiredLead)
}

/** Draws the page for an address that has asked for too many. */
export function drawLimitedPage(acceptLanguage: string, waitSeconds: number): Page {
  const { language, words } = pickWords(acceptLanguage)
  return drawNotice(language, words.limitedTitle, `${words.limitedLead} ${words.minutes(Math.ceil(waitSeconds / 60))}`)
}

/** Draws the page for a sign-in that this server cannot serve now. */
export function drawBusyPage(acceptLanguage: string): Page {
  const { language, words } = pickWords(acceptLanguage)
  return drawNotice(language, words.brokenTitle, words.faults.busy)
}

/** Draws the page for a request that cannot be answered at any relay. What came with the request is never shown. */
export function drawBrokenPage(acceptLanguage: string): Page {
  const { language, words } = pickWords(acceptLanguage)
  return drawNotice(language, words.brokenTitle, words.brokenLead)
}

function drawNotice(language: 'en' | 'de', title: string, lead: string): Page {
  return drawPage({ language, title, body: markup`<h1>${title}</h1><p class="lead">${lead}</p>` })
}
