import { fork, spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Starts the command `ai-feed-server start` on any free port and waits until it is ready. */
export async function startServerProcess(env) {
  const args = [fileOf('../../packages/server/bin/ai-feed-server.js'), 'start']
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let written = ''
  const url = await new Promise((done, fail) => {
    child.stdout.on('data', (chunk) => {
      if (written === undefined) return
      written += chunk
      const line = written.split('\n').find((text) => text.includes('"server.ready"') && text.endsWith('}'))
      if (!line) return
      written = undefined
      done(JSON.parse(line).url)
    })
    child.once('close', (code) => fail(new Error(`server ended with ${code}: ${written}`)))
  })
  return { url, id: child.pid, stop: () => stop(child, () => child.kill('SIGTERM')) }
}

/** Starts the reference of bare-server.mjs. */
export async function startBareServer(databaseUrl, pagesFile) {
  const child = fork(fileOf('bare-server.mjs'), [databaseUrl, pagesFile])
  const { url } = await answerOf(child)
  return { url, id: child.pid, stop: () => stop(child, () => child.disconnect()) }
}

/** Starts the load generator of load.mjs; `run` gives it a job and waits for what it measured. */
export function startLoad() {
  const child = fork(fileOf('load.mjs'))
  return {
    async run(job) {
      const answer = answerOf(child)
      child.send(job)
      const { error, result } = await answer
      if (error) throw new Error(`load generator: ${error}`)
      return result
    },
    stop: () => stop(child, () => child.disconnect()),
  }
}

function answerOf(child) {
  return new Promise((done, fail) => {
    const onExit = (code) => fail(new Error(`${child.spawnargs.at(1)} ended with ${code}`))
    child.once('exit', onExit).once('message', (answer) => {
      child.off('exit', onExit)
      done(answer)
    })
  })
}

/** Waits for `exit`: a child whose channel was closed from here never says `close`. */
function stop(child, ask) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined
  return new Promise((done) => {
    child.removeAllListeners('close').removeAllListeners('exit').once('exit', done)
    ask()
  })
}

/** CPU seconds of a process and of all its threads so far, to the nanosecond. */
export function cpuOf(id) {
  const ofThread = (thread) =>
    Number(unlessEnded(() => readFileSync(`/proc/${id}/task/${thread}/schedstat`, 'utf8'))?.split(' ', 1)[0] ?? 0)
  return readdirSync(`/proc/${id}/task`).reduce((sum, thread) => sum + ofThread(thread), 0) / 1e9
}

/** CPU seconds of a process, of what it has started, and of what of that has ended. */
export function cpuOfAll(id) {
  const own = statOf(id)
  const ended = (Number(own[13]) + Number(own[14])) / ticksPerSecond
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === String(id))
  return cpuOf(id) + ended + children.reduce((sum, child) => sum + (unlessEnded(() => cpuOf(child)) ?? 0), 0)
}

/** Bytes of memory that a process has in RAM. */
export function memoryOf(id) {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))[1])
}

/** Bytes of memory of a process and those that it has started, what they share counted once. */
export function memoryOfAll(id) {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === String(id))
  return [id, ...children].reduce((sum, name) => {
    const [, kilobytes] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/smaps_rollup`, 'utf8'))
    return sum + 1024 * Number(kilobytes)
  }, 0)
}

const ticksPerSecond = 100

const parentOf = (id) => unlessEnded(() => statOf(id)[1])

/** Reads of a process or thread; undefined when it has ended meanwhile. */
function unlessEnded(read) {
  try {
    return read()
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined
    throw error
  }
}

/** The fields after the name, which may hold anything. */
function statOf(id) {
  const text = readFileSync(`/proc/${id}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
