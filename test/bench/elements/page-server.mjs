import { createServer } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { WireStub } from '../../support/wire-stub.ts'
import { makePictures, makePost } from './make-posts.mjs'

const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
}

/** Serves the pages of the bench with what they load, and the posts that they draw: pages of the feed are made and compressed
 *  before the first request. Whoever is signed in reads from the stub of the wire that tests use.
 *  @param files text by path
 *  @returns its origin, the stub, and the function that stops it */
export async function startPageServer(files, { posts, perPage }) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${server.address().port}`
  const stub = new WireStub(origin)
  const pictureOf = await makePictures()
  const packed = new Map(Object.entries(files).map(([path, text]) => [path, pack(text, path.split('.').at(-1))]))
  const nowMs = Date.now()
  const all = Array.from({ length: posts }, (_, index) => makePost(index, nowMs, origin))
  for (const post of all.toReversed()) stub.addPost(post)
  for (let from = 0; from < posts; from += perPage) packed.set(`page ${from}`, pack(pageFrom(from), 'json'))

  function pageFrom(from) {
    const items = all.slice(from, from + perPage).map((post) => ({ key: post.id, post }))
    const to = from + perPage
    return JSON.stringify({ items, newest: String(posts), ...(to < posts && { next: String(to) }) })
  }

  async function answer(request, response) {
    const url = new URL(request.url, origin)
    const [, kind, ...rest] = url.pathname.split('/')
    if (kind === 'media') return sendPicture(response, pictureOf(Number(rest[0]), Number.parseInt(rest[1], 10)))
    const isPublic = kind === 'v1' && rest[0] === 'feeds' && !request.headers.authorization
    const name = isPublic ? `page ${url.searchParams.get('cursor') ?? 0}` : url.pathname
    const found = packed.get(name)
    return found ? sendPacked(request, response, found) : askStub(stub, request, response, url)
  }

  return {
    origin,
    stub,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function pack(text, ending) {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
  return { type: types[ending], br: brotliCompressSync(text, quality), gzip: gzipSync(text, { level: 9 }) }
}

function sendPacked({ headers }, response, { type, ...encoded }) {
  const encoding = /\bbr\b/.test(headers['accept-encoding']) ? 'br' : 'gzip'
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Encoding': encoding,
    'Content-Length': encoded[encoding].byteLength,
    'Cache-Control': 'public, max-age=300',
    Vary: 'Accept-Encoding',
  })
  response.end(encoded[encoding])
}

function sendPicture(response, bytes) {
  response.writeHead(200, {
    'Content-Type': 'image/webp',
    'Content-Length': bytes.byteLength,
    'Cache-Control': 'public, max-age=86400, immutable',
  })
  response.end(bytes)
}

/** Hands a request to the stub, which speaks the `Request` and `Response` of fetch. */
async function askStub(stub, request, response, url) {
  const body = Buffer.concat(await Array.fromAsync(request))
  const leaving = new AbortController()
  response.on('close', () => leaving.abort())
  const { method, headers } = request
  const found = await stub.fetch(url, { method, headers, signal: leaving.signal, ...(body.length > 0 && { body }) })
  response.writeHead(found.status, Object.fromEntries(found.headers))
  if (!found.body) return response.end()
  try {
    for await (const chunk of found.body) response.write(chunk)
    response.end()
  } catch {
    // The reader left: the stub ends its stream with that as the reason.
    response.destroy()
  }
}
