import { appendFileSync, mkdirSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError, createLog, readConfig, startServer } from '@ai-feed/server'
import { servePages } from '../page-server.mjs'
import { fillEmptyCommunity } from './fill-community.mjs'

const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))

/** Starts the server and both pages, fills an empty embedded database, prints the addresses, and stops it all on Ctrl-C. */
export async function startDemo(env) {
  const stops = []
  const stopping = new AbortController()
  const stop = async () => {
    if (stopping.signal.aborted) process.exit(1) // the second Ctrl-C
    stopping.abort()
    for (const step of stops.toReversed()) await step()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)

  try {
    const demo = await start(env, stops, stopping.signal)
    console.log(`
  A page with two tags      ${demo.pages[0]}
  The same feed elsewhere   ${demo.pages[1]}
  Without any component     ${demo.pages[0]}headless/

  Server ${demo.server}, data and log in ${demo.dataDir}. Ctrl-C stops everything.
`)
  } catch (error) {
    if (stopping.signal.aborted) return
    for (const step of stops.toReversed()) await step()
    console.error(error instanceof ConfigError ? error.message : error)
    process.exit(1)
  }
}

async function start(env, stops, signal) {
  const wanted = Number(env.PORT || 8787) || (await freePort(0))
  const [port, first, second] = [await freePort(wanted), await freePort(wanted + 1), await freePort(wanted + 2)]
  if (port !== wanted) console.log(`Port ${wanted} is taken, the server uses ${port}`)

  // A newcomer paints more than three pictures on the first day.
  const read = readConfig({ ...env, PORT: String(port) })
  const config = { ...read, limits: { ...read.limits, generationsPerNewUserDay: read.limits.generationsPerUserDay } }
  // Two sites to a browser: two ports of one host would share their cookies.
  const origins = [`http://127.0.0.1:${first}`, `http://localhost:${second}`]
  // The server's own origin is that of feeds in frames.
  const own = `http://127.0.0.1:${port}`
  const site = { id: 'default', name: 'Morning Atelier', origins: [...origins, own], signUp: 'open' }

  const server = await startServer(config, { log: logTo(config.dataDir), defaultSite: site })
  stops.push(() => server.close())
  const replace = { 'http://127.0.0.1:8787': server.url, 'http://localhost:8789': origins[1] }
  const pages = { server: server.url, replace }
  const home = {
    '/headless/ai-feed-core.js': folder('.build/ai-feed-core.js'),
    '/headless/': folder('headless'),
    '/react/': folder('.build/react'),
  }
  for (const page of [
    { ...pages, host: '127.0.0.1', port: first, folders: { ...home, '/': folder('two-tags') } },
    { ...pages, host: 'localhost', port: second, folders: { '/': folder('magazine') } },
  ]) {
    const served = await servePages(page)
    stops.push(() => served.close())
  }

  // Somebody's own database keeps its own site and its own people.
  if (config.databaseUrl === undefined) {
    const { tools } = server
    await fillEmptyCommunity({ tools, limits: config.limits, site, signal })
  }
  return { server: server.url, dataDir: config.dataDir, pages: origins.map((origin) => `${origin}/`) }
}

/** The first free port from `port` on, or any for 0, asked for on the loopback address that pages and server listen on. */
async function freePort(port) {
  for (; port < 65_536; port += 10) {
    const probe = createServer()
    const isFree = await new Promise((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    const found = probe.address().port
    probe.close()
    await once(probe, 'close')
    return found
  }
  throw new ConfigError('no port is free')
}

/** Keeps the whole log in a file and says on the terminal, once each, what somebody should know. */
function logTo(dataDir) {
  mkdirSync(dataDir, { recursive: true })
  const said = new Set()
  return createLog({
    write: (line) => {
      appendFileSync(join(dataDir, 'server.log'), line)
      const { level, event, error } = JSON.parse(line)
      const sentence = `${level}: ${event}${error ? `, ${error.message}` : ''}`
      if (level === 'info' || said.has(sentence)) return
      said.add(sentence)
      console.error(sentence)
    },
  })
}
