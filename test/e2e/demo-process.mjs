import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../examples/start.mjs', import.meta.url))

/** Runs `npm start` in a process of its own, on free ports and a data folder of its own. Its ports and data survive `kill`, so
 *  that `start` brings back the same server. With `wantedPort` 0 the addresses stand only in what `start` gives.
 *  The community is there already, as `global-setup.mjs` left it, unless it `isEmpty`: then the first `start` paints it. */
export async function createDemo({ wantedPort, isEmpty = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ai-feed-e2e-'))
  const port = wantedPort ?? (await findThreePorts())
  const dataDir = join(folder, 'data')
  if (!isEmpty) await cp(process.env.E2E_DEMO_DATA, dataDir, { recursive: true })
  let child

  return {
    server: `http://127.0.0.1:${port}`,
    pageOne: `http://127.0.0.1:${port + 1}/`,
    pageTwo: `http://localhost:${port + 2}/`,
    dataDir,

    /** Resolves when the addresses are printed: the server takes requests, and people and posts are there. */
    async start() {
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AI_FEED_')))
      child = spawn(process.execPath, [script, '--built'], {
        env: { ...env, PORT: String(port), AI_FEED_DATA_DIR: dataDir },
      })
      let output = ''
      const ready = Promise.withResolvers()
      const read = (chunk) => {
        output += chunk
        if (output.includes('Ctrl-C stops everything')) ready.resolve()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('exit', (code) => ready.reject(new Error(`npm start ended with code ${code}:\n${output}`)))
      await ready.promise
      return output
    },

    /** As `kill -9` does: no handler runs. */
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },

    /** As Ctrl-C does. Gives the exit code. */
    async stop() {
      if (child.exitCode === null && child.kill('SIGINT')) await once(child, 'exit')
      return child.exitCode
    },

    readLog: () => readFile(join(dataDir, 'server.log'), 'utf8'),

    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Three free ports in a row, away from those that systems hand out by themselves. */
async function findThreePorts() {
  for (;;) {
    const first = 10_000 + Math.floor(Math.random() * 20_000)
    const free = await Promise.all([first, first + 1, first + 2].map(isFree))
    if (free.every(Boolean)) return first
  }
}

async function isFree(port) {
  const probe = createServer()
  const listening = await new Promise((resolve) => {
    probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
  if (listening) await new Promise((resolve) => probe.close(resolve))
  return listening
}
