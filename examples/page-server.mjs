import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** The policy of a host page. The three addresses of `server` and `trusted-types` are all that the tags need. */
export function contentSecurityPolicy(server) {
  return [
    `default-src 'none'`,
    `script-src 'self' ${server}`,
    `connect-src ${server}`,
    `img-src 'self' ${server}`,
    `style-src 'self'`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html 'allow-duplicates'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** Serves example pages on one origin. `folders` maps the beginning of a path to a folder, or a whole
 *  path to a file, longest first; the pages name
 *  the server by its default address, which is replaced by the real one. */
export async function servePages({ host, port, server, folders, replace = {} }) {
  const policy = contentSecurityPolicy(server)
  const listener = createServer(async (request, response) => {
    try {
      const file = await readPage(new URL(request.url, 'http://page').pathname, folders, replace)
      const headers = { 'content-type': file.type, 'content-security-policy': policy, 'cache-control': 'no-cache' }
      response.writeHead(200, { ...headers, 'x-content-type-options': 'nosniff' }).end(file.body)
    } catch {
      // Whatever is wrong with the path, there is no such page.
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
    }
  })
  listener.listen(port, host)
  await once(listener, 'listening')
  return {
    port: listener.address().port,
    close: async () => {
      listener.close()
      listener.closeAllConnections()
      await once(listener, 'close')
    },
  }
}

async function readPage(pathname, folders, replace) {
  const path = normalize(decodeURIComponent(pathname))
  const [prefix, place] = Object.entries(folders).find(([start]) => path.startsWith(start))
  const inner = path.endsWith('/') ? `${path.slice(prefix.length)}index.html` : path.slice(prefix.length)
  const file = inner === '' ? place : join(place, inner)
  const body = await readFile(file)
  const type = types[extname(file)] ?? 'application/octet-stream'
  if (extname(file) !== '.html') return { type, body }
  const page = Object.entries(replace).reduce((html, [from, to]) => html.replaceAll(from, to), body.toString())
  return { type, body: page }
}
