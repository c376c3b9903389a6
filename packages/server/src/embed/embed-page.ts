import { html as markup, raw } from 'hono/html'
import * as v from 'valibot'
import { hashSource, writePage } from '../http/page-markup.js'

/** What the address of an isolated feed may say: the attributes of its tags, and whether one can write there. */
export const embedPageSchema = v.strictObject({
  site: v.optional(v.string()),
  theme: v.optional(v.picklist(['auto', 'light', 'dark'])),
  lang: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i))),
  layout: v.optional(v.picklist(['list', 'grid'])),
  paging: v.optional(v.picklist(['scroll', 'button'])),
  incoming: v.optional(v.picklist(['announce', 'prepend', 'ignore'])),
  around: v.optional(v.pipe(v.string(), v.uuid())),
  composer: v.optional(v.literal('')),
  'read-only': v.optional(v.literal('')),
})

export interface EmbedPageOptions {
  /** The server's origin, which the page is on. */
  readonly publicUrl: string
  readonly mediaUrl: string
  readonly feed: string
  readonly acceptLanguage: string | undefined
  readonly asked: v.InferOutput<typeof embedPageSchema>
}

/** Draws a feed as a page of the server's own, to be framed by pages that people do not want to trust: those see nothing of it.
 *  Only the build's own scripts run in it, and it sends nothing anywhere but to this server. */
export function drawEmbedPage(options: EmbedPageOptions): { html: string; headers: Readonly<Record<string, string>> } {
  const { publicUrl, mediaUrl, feed, acceptLanguage, asked } = options
  const { site, theme = 'auto', lang, composer, 'read-only': readOnly, ...ofFeed } = asked
  const language = lang ?? firstLanguage(acceptLanguage)
  const shared = { server: publicUrl, site, theme }
  const isReadOnly = readOnly !== undefined
  const text = markup`<!doctype html>
<html lang="${language}" dir="${rightToLeft.test(language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
<meta name="robots" content="noindex">
<title>${feed}</title>
<style>${raw(styles)}</style>
<script type="module" src="/embed/ai-feed.js"></script>
</head>
<body>
${isReadOnly ? '' : tag('ai-account', shared)}
${composer === undefined || isReadOnly ? '' : tag('ai-composer', shared)}
${tag('ai-feed', { ...shared, ...ofFeed, feed, 'read-only': readOnly })}
</body>
</html>
`
  return {
    html: writePage(text),
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        `img-src 'self' ${mediaUrl}`,
        `style-src ${hashSource(styles)}`,
        "require-trusted-types-for 'script'",
        "trusted-types lit-html 'allow-duplicates'",
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; '),
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'public, max-age=300',
      Vary: 'Origin, Authorization, Accept-Language',
    },
  }
}

function tag(name: 'ai-account' | 'ai-composer' | 'ai-feed', attributes: Readonly<Record<string, string | undefined>>) {
  const written = Object.entries(attributes).flatMap(([attribute, value]) =>
    value === undefined ? [] : markup` ${raw(attribute)}="${value}"`,
  )
  return markup`<${raw(name)}${written}></${raw(name)}>`
}

/** The language that a browser asks for first; the tags know which of them they speak. */
function firstLanguage(acceptLanguage = ''): string {
  return /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})(?=[,;\s]|$)/i.exec(acceptLanguage)?.[1] ?? 'en'
}

const rightToLeft = /^(?:ar|fa|he|ur)\b/i

const styles =
  'body{margin:0;padding:12px;max-inline-size:40rem;margin-inline:auto}ai-account,ai-composer{display:block;margin-block-end:12px}'
