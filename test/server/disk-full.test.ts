import assert from 'node:assert/strict'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createPerson } from '../faults/person.ts'
import { runCommand } from '../support/run-command.ts'
import { mountSmallDisk } from '../support/small-disk.ts'
import { findFreePort, spawnTestServer } from '../support/test-server.ts'
import type { SpawnedServer } from '../support/test-server.ts'

const disk = await mountSmallDisk(400)

describe('a full disk under all data', { skip: 'refusal' in disk ? disk.refusal : false }, () => {
  const path = 'refusal' in disk ? '' : disk.path
  const filler = join(path, 'filler')
  let env: Readonly<Record<string, string>>
  let server: SpawnedServer
  before(async () => {
    env = { AI_FEED_DATA_DIR: join(path, 'data'), PORT: String(await findFreePort()) }
    await runCommand(
      ['site', 'add', 'default', '--sign-up', 'open', '--origin', `http://127.0.0.1:${env['PORT']}`],
      env,
    )
    server = await spawnTestServer(env)
  })
  after(async () => {
    await server.end('SIGTERM')
    if (!('refusal' in disk)) await disk.unmount()
  })

  async function fill(): Promise<void> {
    const { bavail, bsize } = await statfs(path)
    // Into the last page: what is left of a file that did not fit.
    await writeFile(filler, Buffer.alloc(bavail * bsize), { flag: 'a' }).catch(() => {})
  }

  it('refuses writes with storage_full, reads on, and takes writes again when there is space', async () => {
    const person = await createPerson(server.url, { handle: 'anna_disk', origin: server.url })
    const post = (text: string) => person.insist('POST', '/v1/posts', { key: text, body: { text } })
    assert.equal((await post('before')).status, 201)
    await fill()

    const big = { text: 'x'.repeat(1_900) }
    let refused: Response | undefined
    for (let n = 0; n < 4_000 && !refused; n += 1) {
      const answer = await person.attempt('POST', '/v1/posts', { key: `full-${n}`, body: big })
      if (answer.status >= 500) refused = answer
    }
    assert.ok(refused)
    assert.equal(((await refused.json()) as { code: string }).code, 'storage_full')
    for (let n = 0; n < 20; n += 1) {
      for (const path of ['/v1/feeds/explore?limit=1', `/v1/feeds/explore?limit=${n + 2}`, '/v1/users/anna_disk']) {
        assert.equal((await fetch(server.url + path)).status, 200, path)
      }
      const again = await person.attempt('POST', '/v1/posts', { key: `again-${n}`, body: big })
      assert.equal(again.status, 507)
    }
    assert.equal((await person.attempt('GET', '/v1/me')).status, 200)
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200)

    await rm(filler)
    assert.equal((await post('after')).status, 201)
    assert.equal((await fetch(`${server.url}/v1/feeds/explore?limit=1`)).status, 200)
  })

  it('stops a start with one sentence', async () => {
    await server.end('SIGTERM')
    await fill()

    await assert.rejects(spawnTestServer({ ...env, AI_FEED_DATA_DIR: join(path, 'fresh') }), (error: Error) => {
      assert.match(
        error.message,
        /ended with 1: (?:\{.*\}\n)*ai-feed-server: .*(?:No space left|no space left|disk).*\n$/,
      )
      return true
    })
    await rm(filler)
    server = await spawnTestServer(env)
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
  })
})
