import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { rollup } from 'rollup'
import { brotliBytes, browserPlugins } from '../../rollup.config.mjs'

/** The budgets, in bytes after brotli -11, and what each of them measures now. */
export async function measureBundles(root) {
  const cdn = join(root, 'packages/elements/cdn')
  const chunks = (await readdir(join(cdn, 'chunks'))).filter((name) => name.endsWith('.js'))
  const weigh = async (path) => [path, brotliBytes(await readFile(join(cdn, path), 'utf8'))]
  const files = Object.fromEntries(
    await Promise.all(['ai-feed.js', ...chunks.map((name) => `chunks/${name}`)].map(weigh)),
  )
  const sum = (keep) => Object.entries(files).reduce((total, [path, bytes]) => total + (keep(path) ? bytes : 0), 0)
  return [
    { name: 'core, read path', bytes: await weighCore(root), most: 12_000 },
    { name: '<ai-feed> before its first post', bytes: sum((path) => path === 'ai-feed.js'), most: 24_000 },
    { name: 'composer chunk', bytes: sum((path) => path.includes('composer')), most: 7_000 },
    { name: 'all chunks', bytes: sum(() => true), most: 50_000 },
  ]
}

/** What an app downloads before it can read a feed: core without its lazy chunks. */
async function weighCore(root) {
  const entry = join(root, 'packages/core/dist/index.js')
  const page = `import { createFeedClient } from ${JSON.stringify(entry)}; globalThis.client = createFeedClient`
  const build = await rollup({
    input: 'page',
    plugins: [
      { name: 'page', resolveId: (id) => (id === 'page' ? id : null), load: (id) => (id === 'page' ? page : null) },
      ...browserPlugins(),
    ],
    onLog: () => {},
  })
  const { output } = await build.generate({ format: 'es' })
  await build.close()
  const byName = new Map(output.map((file) => [file.fileName, file]))
  const eager = new Set()
  const visit = (name) => {
    if (eager.has(name)) return
    eager.add(name)
    byName.get(name).imports.forEach(visit)
  }
  visit(output[0].fileName)
  return [...eager].reduce((total, name) => total + brotliBytes(byName.get(name).code), 0)
}
