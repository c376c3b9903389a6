import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { rollup } from 'rollup'
import { brotliBytes, browserPlugins } from '../../rollup.config.mjs'

/** What each part may weigh, in bytes after brotli -11: a change that brings more fails.
 *  @TODO `core` and `all` stand above their goals: lower them once features leave, or the goals themselves change. */
export const sizeLimits = { readPath: 9_020, core: 34_410, beforeFirstPost: 24_000, composer: 6_990, all: 105_720 }

/** What we want each part to weigh. */
const sizeGoals = { readPath: 12_000, core: 20_000, beforeFirstPost: 24_000, composer: 7_000, all: 50_000 }

/** What each part weighs now, beside what it may weigh and what we want. */
export async function measureBundles(root) {
  const cdn = join(root, 'packages/elements/cdn')
  const chunks = (await readdir(join(cdn, 'chunks'))).filter((name) => name.endsWith('.js'))
  const weigh = async (path) => [path, brotliBytes(await readFile(join(cdn, path), 'utf8'))]
  const files = Object.fromEntries(
    await Promise.all(['ai-feed.js', ...chunks.map((name) => `chunks/${name}`)].map(weigh)),
  )
  const sum = (keep) => Object.entries(files).reduce((total, [path, bytes]) => total + (keep(path) ? bytes : 0), 0)
  const core = await weighCore(root)
  const parts = {
    readPath: ['core, read path', core.eager],
    core: ['core, with every lazy chunk', core.all],
    beforeFirstPost: ['<ai-feed> before its first post', sum((path) => path === 'ai-feed.js')],
    composer: ['composer chunk', sum((path) => /\/composer-(?!work)/.test(path))],
    // Nobody loads more languages than one.
    all: ['all chunks, in English', sum((path) => !/strings-(?!en)/.test(path))],
  }
  return Object.entries(parts).map(([part, [name, bytes]]) => ({
    name,
    bytes,
    most: sizeLimits[part],
    goal: sizeGoals[part],
  }))
}

/** What an app downloads before it can read a feed, which is core without its lazy chunks, and what it downloads when it
 *  uses everything. Each chunk is compressed by itself, as it goes over the network. */
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
  const weigh = (names) => names.reduce((total, name) => total + brotliBytes(byName.get(name).code), 0)
  return { eager: weigh([...eager]), all: weigh([...byName.keys()]) }
}
