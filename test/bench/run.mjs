// `npm run bench`: figures beside named references. Nothing here passes or fails; run it on a quiet machine.
// `npm run bench -- core` runs that part alone.
import { Agent, request } from 'node:http'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { bootstrap, build, root } from '../../examples/bootstrap.mjs'

const parts = { sizes: benchSizes, core: benchClients, painting: benchPainting, server: benchServer }

if (bootstrap(fileURLToPath(import.meta.url))) await main(process.argv.slice(2))

async function main(wanted) {
  build()
  console.log(`${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.versions.node}\n`)
  for (const [name, bench] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await bench()
}

async function benchClients() {
  const { benchCore } = await import('./core.bench.mjs')
  print('Reading 4,000 posts, 100 a page, each client its own wire', await benchCore())
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

async function benchServer() {
  const { startTestServer, testOrigins } = await import('../support/test-server.ts')
  const { signIn } = await import('../support/sign-in.ts')
  const server = await startTestServer({ limits: { writesPerUser5Min: 100_000 } })
  try {
    const author = await signIn(server, { handle: 'bench_author', origin: testOrigins[0] })
    const writes = await measure(200, 4, async (index) => {
      const body = JSON.stringify({ text: `Post number ${index} of a bench, #bench` })
      const answer = await author.fetch('/v1/posts', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      if (answer.status !== 201) throw new Error(`a post was answered with ${answer.status}`)
    })
    const agent = new Agent({ keepAlive: true, maxSockets: 32 })
    const read = () => readAll(`${server.url}/v1/feeds/explore?limit=20`, agent)
    await measure(500, 32, read)
    const reads = await measure(5_000, 32, read)
    const health = await measure(5_000, 32, () => readAll(`${server.url}/healthz`, agent))
    agent.destroy()
    print('Server, one process, embedded PostgreSQL', [
      ['explore, 20 posts, anonymous', ...reads],
      ['/healthz, the floor of this machine', ...health],
      ['new post, idempotent, published', ...writes],
      ['publish under one lock held across commits', '54/s', 'reference, 50 slow writers'],
    ])
  } finally {
    await server.close()
  }
}

/** Runs `work` `count` times, `atOnce` together, and says how many a second and how long each took. */
async function measure(count, atOnce, work) {
  const durations = []
  let next = 0
  const startedAt = performance.now()
  const lane = async () => {
    while (next < count) {
      const index = next++
      const began = performance.now()
      await work(index)
      durations.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  const seconds = (performance.now() - startedAt) / 1000
  durations.sort((a, b) => a - b)
  const at = (share) => `${durations[Math.floor((durations.length - 1) * share)].toFixed(1)} ms`
  return [`${Math.round(count / seconds)}/s`, `p50 ${at(0.5)}, p99 ${at(0.99)}`]
}

function readAll(url, agent) {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} was answered with ${response.statusCode}`))
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end()
  })
}

function print(title, rows) {
  console.log(title)
  for (const [name, figure, note] of rows) console.log(`  ${name.padEnd(46)}${figure.padStart(12)}   ${note}`)
  console.log()
}
