import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'

const entry = fileURLToPath(new URL('../../packages/core/dist/index.js', import.meta.url))
/** A site with one page that uses the client in the chunks that a bundler makes of it. */
export interface SdkSite {
  readonly origin: string
  /** Address of the page for a server; `coop` is its Cross-Origin-Opener-Policy, `mode` how its button signs in. */
  page(options: { server: string; coop?: string; mode?: 'popup' | 'redirect' }): string
  close(): Promise<void>
}

/** Serves the site on a free port. */
export async function serveSdkSite(): Promise<SdkSite> {
  const chunks = await bundleCore()
  const listener = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site')
    const coop = url.searchParams.get('coop')
    if (url.pathname === '/') {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        ...(coop !== null && { 'cross-origin-opener-policy': coop }),
      })
      return response.end(pageSource)
    }
    const code = chunks.get(url.pathname)
    if (code === undefined) return response.writeHead(404).end()
    return response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' }).end(code)
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

/** Twenty tabs that load a hundred modules each would measure the machine. @returns code by path */
async function bundleCore(): Promise<ReadonlyMap<string, string>> {
  const build = await rollup({ input: { core: entry }, plugins: [nodeResolve({ browser: true })], onLog: () => {} })
  const { output } = await build.generate({ format: 'es', chunkFileNames: '[name].js' })
  await build.close()
  return new Map(output.map((file) => [`/${file.fileName}`, 'code' in file ? file.code : '']))
}

const pageSource = `<!doctype html>
<title>A page with a client</title>
<link rel="icon" href="data:,">
<button>Sign in</button>
<output></output>
<script type="module">
import { createFeedClient } from '/core.js'

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
