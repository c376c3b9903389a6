// The load generator of `npm run bench -- server`, a process of its own: it takes a job at a time and says what it measured.
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

const jobs = { read, signIn, home, write, openStreams, postToStreams }
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
/** Who is signed in, by handle. */
const users = new Map()
let streams

process.on('message', ({ kind, ...job }) => {
  jobs[kind](job).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: error.stack }),
  )
})
process.on('disconnect', () => process.exit())

/** Reads addresses in turn. */
async function read({ urls, count, atOnce }) {
  return measure(count, atOnce, (index) => get(urls[index % urls.length]))
}

async function signIn({ server, site, origin, handles, databaseUrl }) {
  const { openDatabase } = await import('../../packages/server/dist/database/database.js')
  const { createPasswords } = await import('../../packages/server/dist/accounts/passwords.js')
  const { setPassword } = await import('../../packages/server/dist/accounts/set-password.js')
  const support = await import('../support/sign-in.ts')
  const database = openDatabase(databaseUrl, { max: 1 })
  try {
    const hash = await createPasswords().hash(support.testPassword)
    const enter = async (handle) => {
      const { id } = await database.db
        .selectFrom('users')
        .select('id')
        .where('handle', '=', handle)
        .where('site_id', '=', site)
        .executeTakeFirstOrThrow()
      await setPassword(database.db, { siteId: site, userId: id, hash })
      users.set(handle, await support.signIn({ url: server, db: database.db }, { handle, origin, site }))
    }
    await measure(handles.length, 4, (index) => enter(handles[index]))
  } finally {
    await database.close()
  }
}

async function home({ handle, paths, count, atOnce }) {
  const user = users.get(handle)
  return measure(count, atOnce, async (index) => {
    const answer = await user.fetch(paths[index % paths.length])
    if (answer.status !== 200) throw new Error(`home was answered with ${answer.status}: ${await answer.text()}`)
    await answer.arrayBuffer()
  })
}

/** Each writer posts one after the other. */
async function write({ handles, count }) {
  const writers = handles.map((handle) => users.get(handle))
  return measure(count, writers.length, (index, lane) => post(writers[lane], `Post ${index} of a bench, #bench`))
}

async function openStreams({ server, site, count }) {
  const streamAgent = new Agent({ maxSockets: Infinity })
  streams = { heard: [], sockets: [] }
  const url = `${server}/v1/events?site=${site}&feed=explore`
  for (let opened = 0; opened < count; opened += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - opened) }, () => openStream(url, streamAgent)))
  }
}

/** Every event tells the id of its post; when it was sent is known by that once its answer has come. */
function openStream(url, streamAgent) {
  const { heard, sockets } = streams
  const number = sockets.length
  return new Promise((done, fail) => {
    const outgoing = request(url, { agent: streamAgent }, (response) => {
      if (response.statusCode !== 200) return fail(new Error(`a stream was answered with ${response.statusCode}`))
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
        const blocks = text.split('\n\n')
        text = blocks.pop()
        for (const block of blocks) {
          const id = /"postId":"([^"]+)"/.exec(block)?.[1]
          if (id && block.includes('post.created')) heard.push({ id, number, at: performance.now() })
        }
      })
      done()
    })
    outgoing.on('error', fail).end()
    sockets.push(outgoing)
  })
}

/** Posts once a second and waits until every stream has heard of every post, or for ten seconds. */
async function postToStreams({ handle, count }) {
  const { heard, sockets } = streams
  const sentAt = new Map()
  for (let index = 0; index < count; index += 1) {
    const began = performance.now()
    sentAt.set(await post(users.get(handle), `Heard by many, number ${index}`), began)
    await delay(Math.max(0, 1_000 - (performance.now() - began)))
  }
  const expected = count * sockets.length
  for (let waited = 0; waited < 100 && heard.length < expected; waited += 1) await delay(100)
  const told = heard.filter(({ id }) => sentAt.has(id))
  const delivered = new Set(told.map(({ id, number }) => `${id} ${number}`)).size
  for (const socket of sockets) socket.destroy()
  return { expected, delivered, ...summary(told.map(({ id, at }) => at - sentAt.get(id))) }
}

async function post(writer, text) {
  const answer = await writer.fetch('/v1/posts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomBytes(12).toString('base64url') },
    body: JSON.stringify({ text, topic: 'bench' }), // bench-database.mjs takes them away by that
  })
  if (answer.status !== 201) throw new Error(`a post was answered with ${answer.status}: ${await answer.text()}`)
  return (await answer.json()).id
}

/** Runs `work` `count` times, `atOnce` together. */
async function measure(count, atOnce, work) {
  const durations = []
  let next = 0
  const startedAt = performance.now()
  const run = async (lane) => {
    while (next < count) {
      const index = next++
      const began = performance.now()
      await work(index, lane)
      durations.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, lane) => run(lane)))
  return { perSecond: (1000 * count) / (performance.now() - startedAt), ...summary(durations) }
}

function summary(durations) {
  const sorted = durations.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)]
  return { p50: at(0.5), p99: at(0.99) }
}

function get(url) {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} was answered with ${response.statusCode}`))
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end()
  })
}
