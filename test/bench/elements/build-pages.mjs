import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { root } from '../../../examples/bootstrap.mjs'

const pages = join(import.meta.dirname, 'pages')

/** Gives the text of everything that the pages of the bench load, by path: the production build of the tag, the page by hand,
 *  and React bundled by vite for production. All three are styled by the rules of the tag. */
export async function buildPages() {
  const read = (path) => readFile(join(root, path), 'utf8')
  const cdn = 'packages/elements/cdn'
  const files = {
    '/react.js': await bundle('react.jsx'),
    '/vanilla.js': await bundle('vanilla.js'),
    '/page.css': await writeStyles(),
    '/embed/ai-feed.js': await read(`${cdn}/ai-feed.js`),
    '/ai-feed-core.js': await read('examples/.build/ai-feed-core.js'),
  }
  for (const name of await readdir(join(root, cdn, 'chunks'))) {
    if (name.endsWith('.js')) files[`/embed/chunks/${name}`] = await read(`${cdn}/chunks/${name}`)
  }
  for (const name of await readdir(pages)) {
    if (name.endsWith('.html')) files[`/${name}`] = await read(join('test/bench/elements/pages', name))
  }
  for (const name of ['ai-feed', 'react']) files[`/${name}-preload.html`] = withPreload(files[`/${name}.html`])
  return files
}

/** Puts the line into a page that its README offers to slow networks. */
function withPreload(page) {
  const line =
    '<link rel="preload" as="fetch" crossorigin referrerpolicy="no-referrer" href="/v1/feeds/explore?site=default&limit=20" />'
  return page.replace('</title>', `</title>\n    ${line}`)
}

async function bundle(entry) {
  const { output } = await build({
    root: pages,
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [react()],
    build: { write: false, target: 'es2022', rolldownOptions: { input: join(pages, entry) } },
  })
  return output[0].code
}

/** The style sheets of the tag as one for a whole page. */
async function writeStyles() {
  const from = (path) => import(`../../../packages/elements/dist/${path}.styles.js`)
  const { tokens } = await from('theme/tokens')
  const { postStyles } = await from('post/post')
  const { feedStyles } = await from('feed/ai-feed')
  const text = [tokens, ...postStyles, feedStyles].map(({ cssText }) => cssText).join('')
  return text.replaceAll(/:host\(([^)]*\]?)\)/g, '.feed$1').replaceAll(':host', '.feed')
}
