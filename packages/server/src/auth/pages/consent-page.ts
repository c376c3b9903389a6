import { html as markup } from 'hono/html'
import { drawAsker, drawPage } from './layout.js'
import type { Asker, Page } from './layout.js'
import type { PageLanguage, PageWords } from './page-words.js'
import { drawButtons } from './sign-in-page.js'

/** Draws the question whether the site's pages may act for the user. */
export function drawConsentPage(page: {
  language: PageLanguage
  words: PageWords
  asker: Asker
  path: string
  csrfToken: string
}): Page {
  const { language, words, asker, path } = page
  const body = markup`${drawAsker(asker)}
<h1>${words.consentTitle[0]}<bdi>${asker.siteName}</bdi>${words.consentTitle[1]}</h1>
<p class="lead">${words.consentLead}</p>
<ul>${words.consentItems.map((item) => markup`<li>${item}</li>`)}</ul>
<p>${words.consentNever}</p>
<form method="post" action="${path}/consent">
${drawButtons(page, words.allowButton)}
</form>`
  return drawPage({ language, title: `${words.signIn} · ${asker.siteName}`, body })
}
