import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const imports = {
  '@ai-feed/core': '/packages/core/dist/index.js',
  '@ai-feed/protocol': '/packages/protocol/dist/index.js',
  dpop: '/node_modules/dpop/build/index.js',
  'idb-keyval': '/node_modules/idb-keyval/dist/index.js',
  valibot: '/node_modules/valibot/dist/index.mjs',
}

/** A site with one page that uses the client of the compiled packages, chunk by chunk as they are. */
export interface SdkSite {
  readonly origin: string
  /** Address of the page for a server; `coop` is its Cross-Origin-Opener-Policy, `mode` how its button signs in. */
  page(options: { server: string; coop?: string; mode?: 'popup' | 'redirect' }): string
  close(): Promise<void>
}

/** Serves the site on a free port. */
export async function serveSdkSite(): Promise<SdkSite> {
  const listener = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://site')
    const coop = url.searchParams.get('coop')
    if (url.pathname === '/') {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        ...(coop !== null && { 'cross-origin-opener-policy': coop }),
      })
      return response.end(pageSource)
    }
    try {
      const path = normalize(join(root, url.pathname))
      if (!path.startsWith(root) || !/\.m?js$/.test(path)) throw new Error('not one of ours')
      const code = await readFile(path)
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' }).end(code)
    } catch {
      response.writeHead(404).end()
    }
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('the site has no port')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    page: (options) => `${origin}/?${new URLSearchParams(options)}`,
    async close() {
      listener.close()
      listener.closeAllConnections()
      await once(listener, 'close')
    },
  }
}

const pageSource = `<!doctype html>
<title>A page with a client</title>
<link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports })}</script>
<button>Sign in</button>
<output></output>
<script type="module">
import { createFeedClient } from '@ai-feed/core'

const query = new URLSearchParams(location.search)
const client = createFeedClient({ server: query.get('server'), site: 'sdk' })
globalThis.client = client
const output = document.querySelector('output')
client.session.subscribe(() => {
  const { status, user } = client.session.getSnapshot()
  output.textContent = user ? status + ' ' + user.handle : status
})
document.querySelector('button').onclick = () => {
  client.signIn({ mode: query.get('mode') ?? 'auto' }).catch((error) => {
    if (error.code !== 'sign_in_canceled') output.textContent = 'failed ' + error.code
  })
}
</script>
`
