import { once } from 'node:events'
import { createServer } from 'node:http'

/** Serves one page on an origin of its own, as somebody's site would. `host` is the name that the page has for a browser. */
export async function servePage(body, { host = '127.0.0.1', headers = {} } = {}) {
  const listener = createServer((request, response) => {
    const isPage = request.url === '/'
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end(isPage ? body : '')
  })
  listener.listen(0, host)
  await once(listener, 'listening')
  return {
    url: `http://${host}:${listener.address().port}/`,
    async close() {
      listener.close()
      listener.closeAllConnections()
      await once(listener, 'close')
    },
  }
}
