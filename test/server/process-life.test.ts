import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import pg from 'pg'
import { findFreePort, spawnTestServer } from '../support/test-server.ts'
import type { SpawnedServer } from '../support/test-server.ts'

describe('the server process', () => {
  let dataDir: string
  let servers: SpawnedServer[]
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'ai-feed-life-'))
    servers = []
  })
  afterEach(async () => {
    for (const server of servers) {
      server.child.kill('SIGCONT')
      await server.end('SIGTERM')
    }
    await rm(dataDir, { recursive: true, force: true })
  })

  async function start(env: Readonly<Record<string, string>> = {}): Promise<SpawnedServer> {
    const server = await spawnTestServer({ AI_FEED_DATA_DIR: dataDir, ...env })
    servers.push(server)
    return server
  }

  async function postmasterPid(): Promise<number> {
    return Number.parseInt(await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8'), 10)
  }

  it('adopts the database that a killed one left running, with all that was committed', async () => {
    const killed = await start()
    const before = await idOf(killed)
    await killed.end('SIGKILL')
    const pid = await postmasterPid()
    assert.ok(process.kill(pid, 0))

    const next = await start()

    assert.ok(next.output().includes('"postgres.adopted"'))
    assert.equal(await postmasterPid(), pid)
    assert.equal(await idOf(next), before)
    assert.equal((await fetch(`${next.url}/readyz`)).status, 200)
  })

  it('keeps a second one out while the first is stopped', async () => {
    const first = await start()
    first.child.kill('SIGSTOP')

    await assert.rejects(start(), /ended with 1: .*another ai-feed server is running on/s)

    first.child.kill('SIGCONT')
    assert.equal((await fetch(`${first.url}/readyz`)).status, 200)
  })

  it('ends on SIGTERM though streams are open and a request hangs, and takes its database along', async () => {
    const server = await start()
    const stream = await fetch(`${server.url}/v1/events?feed=explore`)
    assert.equal(stream.status, 200)
    const hanging = createConnection(Number(new URL(server.url).port), '127.0.0.1')
    hanging.on('error', () => {})
    hanging.write('POST /v1/posts HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc')
    const pid = await postmasterPid()

    const code = await server.end('SIGTERM')

    assert.equal(code, 0)
    assert.match(await stream.text(), /event: end\ndata: \{"reason":"shutting_down"\}/)
    assert.throws(() => process.kill(pid, 0))
  })

  it('names the port that is taken, and starts no database for it', async () => {
    const first = await start()
    const other = await mkdtemp(join(tmpdir(), 'ai-feed-life-'))

    await assert.rejects(
      start({ AI_FEED_DATA_DIR: other, PORT: new URL(first.url).port }),
      /ended with 1: ai-feed-server: port \d+ on 127\.0\.0\.1 is in use: .*\n$/,
    )
    await rm(other, { recursive: true })
  })

  it('ends with one sentence when a setting is wrong', async () => {
    await assert.rejects(
      start({ AI_FEED_COLOUR: 'red' }),
      /^Error: server ended with 1: ai-feed-server: AI_FEED_COLOUR is not a setting of this server\n$/,
    )
  })

  it('ends with one sentence when the given database is not there', async () => {
    const url = `postgres://nobody@127.0.0.1:${await findFreePort()}/none`

    await assert.rejects(
      start({ DATABASE_URL: url }),
      /ended with 1: .*ai-feed-server: the database of DATABASE_URL cannot be reached: .*\n$/s,
    )
  })

  it('says that it is not ready while its database is away, and is again when it is back', async () => {
    const server = await start()
    const pid = await postmasterPid()
    process.kill(pid, 'SIGKILL')
    const away = await until(
      () => fetch(`${server.url}/readyz`),
      (response) => response.status === 503,
    )
    assert.ok(away.headers.has('Retry-After'))
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200)

    const back = await until(
      () => fetch(`${server.url}/readyz`),
      (response) => response.status === 200,
    )

    assert.equal(back.status, 200)
  })

  /** The id in the media folder and the database are one: it tells databases apart. */
  async function idOf(server: SpawnedServer): Promise<string> {
    const [pid, , , port, host] = (await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')
    assert.ok(Number(pid) > 0 && server.child.pid)
    const password = (await readFile(join(dataDir, 'postgres/password'), 'utf8')).trim()
    const client = new pg.Client({ host, port: Number(port), user: 'ai_feed', database: 'ai_feed', password })
    await client.connect()
    const { rows } = await client.query<{ media_id: string }>('select media_id from instance')
    await client.end()
    return rows[0]?.media_id ?? ''
  }
})

async function until<T>(ask: () => Promise<T>, isGood: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isGood(answer)) return answer
  }
}
