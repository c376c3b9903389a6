// `npm run bench -- server [--small] [--posts N] [--users N] [--folder DIR]`: what a server does a second, and how much work that
// is. The machine may be shared, so the figures to compare are CPU times of processes, taken in turns; seconds on the wall are
// printed beside them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startBenchDatabase } from './bench-database.mjs'
import { cpuOf, memoryOf, memoryOfAll, startBareServer, startLoad, startServerProcess } from './processes.mjs'
import { recordPages } from './record-pages.mjs'
import { inTurns, judge, ratioOf } from './turns.mjs'

const site = 'bench'
const origin = 'https://bench.example'
const writers = Array.from({ length: 32 }, (_, index) => `bench_${index + 10}`)
const atOnce = 16

export async function benchServer(args) {
  const sizes = readSizes(args)
  const work = await mkdtemp(join(tmpdir(), 'ai-feed-bench-'))
  const database = await startBenchDatabase(sizes.folder, sizes)
  const running = []
  const start = async (starting) => {
    const process = await starting
    running.push(process)
    return process
  }
  try {
    const sets = await recordPages(database.url, site, sizes.depths, sizes.pages)
    const pagesFile = join(work, 'pages.json')
    await writeFile(pagesFile, JSON.stringify(sets[0]))
    const limitsFile = join(work, 'limits.json')
    const many = 1_000_000
    const limits = { writesPerUser5Min: many, signInsPerIpHour: many, streamsPerIp: many, searchesPerMinute: many }
    await writeFile(limitsFile, JSON.stringify(limits))
    const env = {
      DATABASE_URL: database.url,
      AI_FEED_DATA_DIR: work,
      AI_FEED_MEDIA: sizes.media,
      AI_FEED_LIMITS: limitsFile,
    }
    const server = await start(startServerProcess(env))
    const idle = { server: memoryOf(server.id), database: memoryOfAll(database.postmasterId) }
    const bare = await start(startBareServer(database.url, pagesFile))
    const load = await start(startLoad())
    const bench = { database, server, bare, load, sets, ...sizes }
    const counted = (number) => number.toLocaleString('en')
    console.log(`${counted(sizes.posts)} posts of ${counted(sizes.users)} people\n`)

    printExplore(await benchExplore(bench))
    printDepth(await benchDepth(bench))
    const handles = ['bench_1', 'bench_2', 'bench_3', ...writers]
    await load.run({ kind: 'signIn', server: server.url, site, origin, handles, databaseUrl: database.url })
    printHome(await benchHome(bench))
    printWrites(await benchWrites(bench))
    printStreams(await benchStreams(bench), idle)
  } finally {
    for (const process of running.toReversed()) await process.stop()
    await database.stop()
    await rm(work, { recursive: true, force: true })
  }
}

function readSizes(args) {
  const { values } = parseArgs({
    args,
    options: {
      small: { type: 'boolean', default: false },
      posts: { type: 'string' },
      users: { type: 'string' },
      folder: { type: 'string' },
    },
  })
  const posts = Number(values.posts ?? (values.small ? 100_000 : 1_000_000))
  const users = Number(values.users ?? posts / 10)
  const folder = resolve(values.folder ?? join(tmpdir(), `ai-feed-bench-${posts}-${users}`))
  const scale = values.small ? 1 : 2
  return {
    posts,
    users,
    folder,
    media: join(folder, 'media'),
    depths: [0, Math.min(10_000, posts / 10), Math.min(500_000, posts / 2)],
    pages: 300,
    rounds: 12 * scale,
    requests: 250,
    posted: 200 * scale,
    streams: 2_000,
    seconds: 10 * scale,
  }
}

const addressOf = (server, rest) => `${server.url}/v1/feeds/explore?site=${site}&limit=20${rest}`

async function benchExplore(bench) {
  const { server, bare, sets, requests } = bench
  const reads = (urls) => ({ kind: 'read', urls, count: requests, atOnce })
  const [ours, reference, cached] = await inTurns(bench, [
    { process: server, job: reads(sets[0].map(({ cursor }) => addressOf(server, `&cursor=${cursor}`))) },
    { process: bare, job: reads(sets[0].map((_, index) => `${bare.url}/${index}`)) },
    { process: server, job: reads([addressOf(server, '')]) },
  ])
  return { ours, reference, cached, queries: sets[0][0].queries.length }
}

function printExplore({ ours, reference, cached, queries }) {
  const row = (name, cost) => {
    const ratio = ratioOf(reference, ours, cost)
    return [name, ...judge(ratio.toFixed(2), '≥ 0.65', ratio >= 0.65)]
  }
  print('Explore, 20 posts, anonymous, no cursor twice in a row', [
    [`node:http + pg, the same ${queries} queries and bytes`, ...readCells(reference)],
    ['this server, no cache', ...readCells(ours)],
    row('  ratio by CPU of the process', ({ own }) => own),
    row('  ratio by requests per second, if quiet', ({ perSecond }) => 1 / perSecond),
    ['this server, first page, kept for 1 s', ...readCells(cached)],
  ])
}

async function benchDepth(bench) {
  const { server, sets, depths, requests } = bench
  const jobs = sets.map((pages) => {
    const urls = pages.map(({ cursor }) => addressOf(server, `&cursor=${cursor}`))
    return { process: server, job: { kind: 'read', urls, count: requests, atOnce } }
  })
  return { depths, results: await inTurns(bench, jobs) }
}

function printDepth({ depths, results }) {
  const costs = results.map(({ all }) => all)
  const spread = Math.max(...costs) / Math.min(...costs)
  print('Explore by depth, CPU with the database', [
    ...results.map((result, index) => [`${depths[index].toLocaleString('en')} deep`, ...readCells(result, 'all')]),
    ['  dearest by cheapest', ...judge(spread.toFixed(2), '≤ 1.5', spread <= 1.5)],
  ])
}

async function benchHome(bench) {
  const { server, sets, requests } = bench
  const count = Math.ceil(requests / 4)
  const signedIn = (handle, path) => ({
    process: server,
    job: { kind: 'home', handle, paths: [path], count, atOnce: 4 },
  })
  const home = '/v1/feeds/home?limit=20&viewer=me'
  const urls = sets[0].map(({ cursor }) => addressOf(server, `&cursor=${cursor}`))
  return inTurns(bench, [
    { process: server, job: { kind: 'read', urls, count, atOnce: 4 } },
    signedIn('bench_1', '/v1/feeds/explore?limit=20&viewer=me'),
    signedIn('bench_1', home),
    signedIn('bench_2', home),
    signedIn('bench_3', home),
  ])
}

function printHome([anonymous, explore, few, many, inactive]) {
  const row = (name, result) => {
    const ratio = ratioOf(result, anonymous, ({ all }) => all)
    return [
      [name, ...readCells(result, 'all')],
      ['  by explore, anonymous', ...judge(ratio.toFixed(1), '≤ 10', ratio <= 10)],
    ]
  }
  print('Home, 20 entries, CPU with the database', [
    ['explore, anonymous', ...readCells(anonymous, 'all')],
    ...row('explore, signed in', explore),
    ...row('home, 10 followees', few),
    ...row('home, 1,000 active followees', many),
    ...row('home, 1,000 inactive followees', inactive),
  ])
}

async function benchWrites({ load, posted }) {
  const one = await load.run({ kind: 'write', handles: writers.slice(0, 1), count: posted })
  const all = await load.run({ kind: 'write', handles: writers, count: posted * 4 })
  return { one, all }
}

function printWrites({ one, all }) {
  print('New posts: idempotent, committed, published', [
    ['1 writer', `${Math.round(one.perSecond)}/s`, times(one)],
    ['32 writers', `${Math.round(all.perSecond)}/s`, times(all)],
    ['publish under one lock held across commits', '54/s', 'reference, 50 slow writers'],
  ])
}

async function benchStreams({ load, server, streams, seconds }) {
  const before = memoryOf(server.id)
  await load.run({ kind: 'openStreams', server: server.url, site, count: streams })
  const perStream = (memoryOf(server.id) - before) / streams
  const cpu = cpuOf(server.id)
  const told = await load.run({ kind: 'postToStreams', handle: writers[0], count: seconds })
  return { streams, seconds, perStream, cpu: (cpuOf(server.id) - cpu) / told.expected, ...told }
}

function printStreams({ streams, seconds, perStream, cpu, expected, delivered, ...told }, idle) {
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`
  print(`${streams.toLocaleString('en')} open streams, ${seconds} posts, one a second`, [
    ['events delivered', ...judge(`${delivered} of ${expected}`, 'every one', delivered === expected)],
    ['from sending the post to hearing of it', '', times(told)],
    ['memory a stream', `${(perStream / 1000).toFixed(1)} kB`, ''],
    ['CPU a delivery', `${(1e6 * cpu).toFixed(1)} µs`, ''],
  ])
  print('Memory when idle', [
    ['server process', megabytes(idle.server), ''],
    ['PostgreSQL, all processes', megabytes(idle.database), 'shared memory counted once'],
  ])
}

const times = ({ p50, p99 }) => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`

function readCells(result, cost = 'own') {
  return [`${result[cost].toFixed(2)} ms`, `CPU; ${Math.round(result.perSecond)}/s, ${times(result)}`]
}

function print(title, rows) {
  console.log(title)
  for (const [name, figure, ...notes] of rows)
    console.log(`  ${name.padEnd(46)}${figure.padStart(14)}   ${notes.join('   ')}`)
  console.log()
}
