import { html as markup, raw } from 'hono/html'
import { drawAsker, drawPage } from './layout.js'
import type { Markup } from '../../http/page-markup.js'
import type { Asker, Page } from './layout.js'
import type { AccountWords } from './account-words.js'
import { accountWordsDe } from './account-words-de.js'
import { accountWordsEn } from './account-words-en.js'
import type { PageLanguage, PageWords } from './page-words.js'
import { pickWords } from './words.js'

/** What every account page is drawn with. */
export interface AccountPage {
  readonly language: PageLanguage
  readonly words: PageWords
  readonly own: AccountWords
  /** The site of the account, and this server. */
  readonly asker: Asker
  readonly csrfToken: string
  readonly sentence?: string
}

/** Picks the reader's language, with all words of the account pages. */
export function pickAccountWords(acceptLanguage: string | undefined): Pick<AccountPage, 'language' | 'words' | 'own'> {
  const picked = pickWords(acceptLanguage)
  return { ...picked, own: picked.language === 'de' ? accountWordsDe : accountWordsEn }
}

/** Draws a page of one task, as narrow as the sign-in. */
export function drawTask(page: AccountPage, title: string, body: Markup, more: { scriptUrl?: string } = {}): Page {
  const { language, asker } = page
  const parts = markup`${drawAsker(asker)}<h1>${title}</h1>${body}`
  return drawPage({ language, title: `${title} · ${asker.siteName}`, body: parts, isAccount: true, ...more })
}

/** Draws a page that only says something. */
export function drawAccountNotice({ language }: Pick<AccountPage, 'language'>, title: string, lead: string): Page {
  const body = markup`<h1>${title}</h1><p class="lead">${lead}</p>`
  return drawPage({ language, title, body, isAccount: true })
}

/** Draws a form of one button, which posts its token and the given values.
 *  @param label the accessible name, where the text of the button alone says too little. */
export function drawAction(
  { csrfToken }: Pick<AccountPage, 'csrfToken'>,
  action: string,
  text: string,
  { label, look = 'quiet small', values = {} }: { label?: string; look?: string; values?: Record<string, string> } = {},
): Markup {
  return markup`<form method="post" action="${action}"><input type="hidden" name="token" value="${csrfToken}">
${Object.entries(values).map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`)}
<button class="${look}"${label === undefined ? '' : markup` aria-label="${label}"`}>${text}</button></form>`
}

/** Draws the way back from a task. */
export function drawBack({ own }: Pick<AccountPage, 'own'>): Markup {
  return markup`<a class="button quiet" href="/account">${own.back}</a>`
}

/** Draws a moment in UTC, as the reader's language writes it. */
export function drawTime(language: PageLanguage, time: Date): Markup {
  const text = time.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return markup`<time datetime="${time.toISOString()}">${raw(text.replaceAll(' ', '&nbsp;'))}&nbsp;UTC</time>`
}
