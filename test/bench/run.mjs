// `npm run bench`: figures beside named references. Nothing here passes or fails; run it on a quiet machine.
// `npm run bench -- core` runs that part alone, `npm run bench -- server --small` or `elements --quick` with what
// that part understands.
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { bootstrap, build, root } from '../../examples/bootstrap.mjs'

const parts = {
  sizes: benchSizes,
  core: benchClients,
  painting: benchPainting,
  elements: benchTags,
  server: benchServer,
}

if (bootstrap(fileURLToPath(import.meta.url))) await main(process.argv.slice(2))

async function main(words) {
  const first = words.findIndex((word) => word.startsWith('--'))
  const [wanted, options] = first < 0 ? [words, []] : [words.slice(0, first), words.slice(first)]
  build()
  console.log(`${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.versions.node}\n`)
  for (const [name, bench] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench(options)
  }
}

async function benchClients() {
  const { benchCore } = await import('./core.bench.mjs')
  print('Reading 4,000 posts, 100 a page, each client its own wire', await benchCore())
}

async function benchTags(options) {
  const { benchElements } = await import('./elements.bench.mjs')
  await benchElements(options)
}

async function benchServer(options) {
  const server = await import('./server.bench.mjs')
  await server.benchServer(options)
}

async function benchSizes() {
  const { measureBundles } = await import('../support/bundle-sizes.mjs')
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
  print('Script over the network, brotli -11', [
    ...(await measureBundles(root)).map(({ name, bytes, goal }) => [name, kilobytes(bytes), `goal ${kilobytes(goal)}`]),
    ['a hosted vendor’s React feed kit', '976.0 kB', 'reference'],
    ['bsky-embed', '163.0 kB', 'reference'],
    ['React + React Query + Virtuoso, no feed yet', '87.0 kB', 'reference'],
    ['read-only Bluesky profile embed, no paging', '7.0 kB', 'reference'],
  ])
}

async function benchPainting() {
  const { paintOnce } = await import('../../packages/server/dist/generators/painted/paint-once.js')
  const prompts = [
    'A lighthouse, storm at dusk',
    'Stillleben mit Zitronen, Aquarell',
    'Tokyo street at night, rain, neon',
  ]
  paintOnce('warm up', { widthPx: 256, heightPx: 256 }) // noise tables are made once a process
  const rows = prompts.map((prompt) => {
    const before = process.cpuUsage()
    paintOnce(prompt)
    const { user, system } = process.cpuUsage(before)
    return [prompt, `${((user + system) / 1e6).toFixed(2)} CPU s`, 'budget 2 CPU s']
  })
  print('Painting 1024 × 1024', rows)
}

function print(title, rows) {
  console.log(title)
  for (const [name, figure, note] of rows) console.log(`  ${name.padEnd(46)}${figure.padStart(12)}   ${note}`)
  console.log()
}
