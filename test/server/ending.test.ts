import assert from 'node:assert/strict'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createPerson } from '../faults/person.ts'
import { runCommand } from '../support/run-command.ts'
import { findFreePort, spawnTestServer } from '../support/test-server.ts'

describe('a server that is told to end', () => {
  let folder: string
  let env: Readonly<Record<string, string>>
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-ending-'))
    env = { AI_FEED_DATA_DIR: join(folder, 'data'), PORT: String(await findFreePort()) }
    const page = `http://127.0.0.1:${env['PORT']}`
    await runCommand(['site', 'add', 'default', '--sign-up', 'open', '--origin', page], env)
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('ends with streams, slow readers, an upload and a generation open, and loses none of it', async () => {
    const server = await spawnTestServer(env)
    const { hostname, port, origin } = new URL(server.url)
    const person = await createPerson(server.url, { handle: 'anna_ending', origin })
    const request = { key: 'ending', body: { prompt: 'a castle in the mist' } }
    const { id } = (await (await person.insist('POST', '/v1/generations', request)).json()) as { id: string }
    const stream = await fetch(`${server.url}/v1/events?feed=explore`)
    const sockets = [
      // Never reads what it asked for.
      'GET /v1/feeds/explore?limit=100 HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(200),
      'GET /v1/events?feed=explore HTTP/1.1\r\nHost: a\r\n\r\n',
      // Sends half of what it promised.
      'POST /v1/media HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 1000000\r\n\r\nabc',
    ].map((words) => {
      const socket = createConnection(Number(port), hostname)
      socket.on('error', () => {}).pause()
      socket.write(words)
      return socket
    })
    await Promise.all(sockets.map((socket) => new Promise((done) => socket.once('connect', done))))

    const code = await server.end('SIGTERM')

    assert.equal(code, 0, server.output().slice(-2_000))
    assert.match(await stream.text(), /event: end\ndata: \{"reason":"shutting_down"\}/)
    for (const socket of sockets) socket.destroy()
    const again = await spawnTestServer(env)
    const ended = new Set(['succeeded', 'failed', 'refused', 'canceled'])
    let status = 'queued'
    while (!ended.has(status)) {
      status = ((await (await person.insist('GET', `/v1/generations/${id}`)).json()) as { status: string }).status
    }
    assert.ok(['succeeded', 'failed'].includes(status), status)
    await again.end('SIGTERM')
  })

  it('keeps others out while it is stopped, by whatever path they come, and lets them in once it is killed', async () => {
    const alias = join(folder, 'alias')
    await symlink(join(folder, 'data'), alias)
    const server = await spawnTestServer(env)
    server.child.kill('SIGSTOP')

    for (const path of [join(folder, 'data'), alias, join(folder, 'data', '..', 'data')]) {
      await assert.rejects(
        spawnTestServer({ AI_FEED_DATA_DIR: path }),
        /ended with 1: .*another ai-feed server is running on .*: stop it first, or set another AI_FEED_DATA_DIR\n$/s,
      )
    }

    await server.end('SIGKILL')
    const next = await spawnTestServer({ AI_FEED_DATA_DIR: alias })
    assert.equal((await fetch(`${next.url}/readyz`)).status, 200)
    await next.end('SIGTERM')
  })
})
