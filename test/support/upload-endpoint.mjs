import { Readable } from 'node:stream'

const faults = new Map()
const seen = new Map()

/** A real POST /v1/media below the test page's own origin, for what needs XMLHttpRequest. The header `idempotency-key`
 *  chooses its behaviour: a key that starts with `nonce-` is refused once with a fresh nonce, `busy-` once with 503,
 *  `endless-` gets an answer that does not end, and `odd-` one with a status that no answer can have.
 *  `GET /v1/media-seen?key=` tells how many uploads of a key were taken and how large the last was. */
export async function uploadEndpoint(context, next) {
  if (context.path === '/v1/media-seen') {
    context.body = seen.get(context.query.key) ?? { count: 0, bytes: 0 }
    return
  }
  if (context.path !== '/v1/media' || context.method !== 'POST') return next()
  const key = context.get('idempotency-key')
  let bytes = 0
  for await (const chunk of context.req) bytes += chunk.length
  const tries = (faults.get(key) ?? 0) + 1
  faults.set(key, tries)
  if (tries === 1 && key.startsWith('nonce-')) return refuse(context, 401, 'use_dpop_nonce', { 'dpop-nonce': 'fresh' })
  if (tries === 1 && key.startsWith('busy-')) return refuse(context, 503, 'overloaded', { 'retry-after': '1' })
  if (key.startsWith('odd-')) {
    context.respond = false
    context.res.writeHead(999).end('odd')
    return
  }
  if (key.startsWith('endless-')) {
    context.body = Readable.from(spaces())
    return
  }
  seen.set(key, {
    count: (seen.get(key)?.count ?? 0) + 1,
    bytes,
    type: context.get('content-type'),
    proof: context.get('dpop'),
  })
  context.status = 201
  context.body = {
    id: `media-${key}`,
    width: 8,
    height: 8,
    alt: '',
    thumbhash: '',
    sources: [{ url: 'https://feed.test/media/x/320.webp', type: 'image/webp', width: 320, height: 320 }],
    provenance: { ai: 'none' },
  }
}

function refuse(context, status, code, headers) {
  context.status = status
  context.set(headers)
  context.body = { type: 'about:blank', title: code, status, code, detail: code, retryable: true, requestId: 'r' }
}

/** More than any client reads, so that one that never stops ends, too. */
function* spaces() {
  for (let given = 0; given < 100; given += 1) yield Buffer.alloc(2 ** 20, ' ')
}
