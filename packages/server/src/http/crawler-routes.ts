import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { consentHeaders } from './consent-headers.js'
import type { AppEnv } from './request-context.js'

/** Crawlers that fetch to train models and for nothing else; those that search, or look something up for somebody, may read. */
const trainingCrawlers = [
  'GPTBot',
  'ClaudeBot',
  'CCBot',
  'Google-Extended',
  'Applebot-Extended',
  'meta-externalagent',
  'Bytespider',
]

/** The strictest that any post may say holds for the whole server; posts and pictures that allow more say so in their own headers. */
const reservation = consentHeaders([])

const robots = [
  ...trainingCrawlers.map((name) => `User-agent: ${name}`),
  'Disallow: /',
  '',
  'User-agent: *',
  ...['/account', '/oauth/', '/sign-in/'].map((path) => `Disallow: ${path}`),
  'Allow: /',
  `Content-Usage: / ${reservation['Content-Usage']}`,
  '',
].join('\n')

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
