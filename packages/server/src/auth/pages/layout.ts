import { html as markup, raw } from 'hono/html'
import { hashSource, writePage } from '../../http/page-markup.js'
import type { Markup } from '../../http/page-markup.js'
import { accountStyles } from './account-styles.js'
import { pageStyles } from './page-styles.js'
import type { PageLanguage } from './page-words.js'

/** A page and the headers that it must be sent with. */
export interface Page {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/** Who asks: the site and the page's origin. */
export interface Asker {
  readonly siteName: string
  readonly origin: string
}

/** What a page is made of beside its words. */
export interface PageParts {
  readonly language: PageLanguage
  readonly title: string
  readonly body: Markup
  /** A script written into the page, allowed by its hash. */
  readonly script?: string
  /** The whole address of a script of this server. */
  readonly scriptUrl?: string
  /** A page of an account: apart from its opener, as it is never part of a sign-in. */
  readonly isAccount?: boolean
  /** With room for several tasks. */
  readonly isWide?: boolean
}

/** Draws a page of the server's own: never framed, never stored, no script but the given one, forms to this server only.
 *  Pages of a sign-in keep their opener (COOP unsafe-none): anything stricter cuts a popup off. */
export function drawPage(parts: PageParts): Page {
  const { language, title, body, script, scriptUrl, isAccount = false, isWide = false } = parts
  const text = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="${noIcon}">
<title>${title}</title>
<style>${raw(pageStyles)}</style>${
    isAccount
      ? markup`
<style>${raw(accountStyles)}</style>`
      : ''
  }
</head>
<body>
<main${isWide ? raw(' class="wide"') : ''}>${body}</main>
${script === undefined ? '' : markup`<script>${raw(script)}</script>`}${scriptUrl === undefined ? '' : markup`<script src="${scriptUrl}"></script>`}
</body>
</html>
`
  const scriptSources = [
    ...(script === undefined ? [] : [hashSource(script)]),
    ...(scriptUrl === undefined ? [] : [scriptUrl]),
  ]
  const scriptSource = scriptSources.length === 0 ? '' : ` script-src ${scriptSources.join(' ')};`
  return {
    html: writePage(text),
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none';${scriptSource} style-src ${isAccount ? accountStyleSource : styleSource}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'X-Frame-Options': 'DENY',
      'Cross-Origin-Opener-Policy': isAccount ? 'same-origin' : 'unsafe-none',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  }
}

/** Without it browsers ask for /favicon.ico, which Firefox reports as a breach of the policy. */
const noIcon = 'data:,'

/** The head of a card: which site, and on whose page. */
export function drawAsker({ siteName, origin }: Asker): Markup {
  const initial = [...siteName.trim()][0]?.toUpperCase() ?? '•'
  return markup`<div class="site"><span class="mark" aria-hidden="true">${initial}</span>
<div><strong dir="auto">${siteName}</strong><span class="origin" dir="ltr">${origin}</span></div></div>`
}

/** A sentence about what went wrong, read out at once. */
export function drawAlert(sentence: string | undefined): Markup | '' {
  return sentence === undefined ? '' : markup`<p class="alert" role="alert" id="fault">${sentence}</p>`
}

const styleSource = hashSource(pageStyles)
const accountStyleSource = `${styleSource} ${hashSource(accountStyles)}`
