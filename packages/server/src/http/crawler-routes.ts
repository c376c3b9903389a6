import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { consentHeaders } from './consent-headers.js'
import type { AppEnv } from './request-context.js'

/** Crawlers that fetch to train models and for nothing else; those that search, or look something up for somebody, may read.
 *  They are shut out from all, also from what an author allows: they are known to obey this file and no header, no path tells
 *  yes from no, and who said no must not be fetched to find that out. A path that is closed says nothing of its use (AIPREF), so
 *  no author's yes is taken back. */
const trainingCrawlers = [
  'GPTBot',
  'ClaudeBot',
  'CCBot',
  'Google-Extended',
  'Applebot-Extended',
  'meta-externalagent',
  'Bytespider',
]

/** What nobody was asked for is reserved. */
const reservation = consentHeaders([])

const robots = [
  ...trainingCrawlers.map((name) => `User-agent: ${name}`),
  'Disallow: /',
  '',
  'User-agent: *',
  ...['/account', '/oauth/', '/sign-in/'].map((path) => `Disallow: ${path}`),
  'Allow: /',
  // Of all that is said, the strictest counts: a word for everything would outweigh what an author allows.
  '# What may be done with a post, a profile or a picture, each says itself in its header Content-Usage.',
  `Content-Usage: /embed/ ${reservation['Content-Usage']}`,
  '',
].join('\n')

/** A response's own header comes before this (TDM Reservation Protocol, "TDM Header Field in HTTP Responses"). */
const tdmReservation = [{ location: '/', 'tdm-reservation': Number(reservation['TDM-Reservation']) }]

/** /robots.txt (RFC 9309, with AIPREF's Content-Usage) and /.well-known/tdmrep.json (TDM Reservation Protocol): what machines
 *  may do with a server that nobody has asked. */
export function crawlerRoutes(): Hono<AppEnv> {
  const shared = { 'Cache-Control': 'public, max-age=3600', ...reservation }
  return new Hono<AppEnv>()
    .get('/robots.txt', describe('robots', 'Says what crawlers may read', texts), (c) =>
      c.body(robots, 200, { ...shared, 'Content-Type': 'text/plain; charset=utf-8' }),
    )
    .get('/.well-known/tdmrep.json', describe('tdmReservation', 'Reserves text and data mining (TDMRep)', lists), (c) =>
      c.json(tdmReservation, 200, shared),
    )
}

const texts = { 'text/plain': { schema: { type: 'string' } } } as const
const lists = { 'application/json': { schema: { type: 'array', items: { type: 'object' } } } } as const

function describe(operationId: string, summary: string, content: typeof texts | typeof lists) {
  return describeRoute({
    operationId,
    summary,
    tags: ['server'],
    security: [],
    responses: { 200: { description: summary, content } },
  })
}
