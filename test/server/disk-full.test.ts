import assert from 'node:assert/strict'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createPerson } from '../faults/person.ts'
import { runCommand } from '../support/run-command.ts'
import { mountSmallDisk } from '../support/small-disk.ts'
import { findFreePort, spawnTestServer } from '../support/test-server.ts'
import type { SpawnedServer } from '../support/test-server.ts'

const disk = await mountSmallDisk(160)

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

  it('refuses writes with storage_full or database_unavailable, reads on, and takes writes again when there is space', async () => {
    const person = await createPerson(server.url, { handle: 'anna_disk', origin: server.url })
    const post = (text: string) => person.insist('POST', '/v1/posts', { key: text, body: { text } })
    assert.equal((await post('before')).status, 201)
    await fill()

    const codes = new Set<string>()
    const big = { text: 'x'.repeat(1_900) }
    for (let n = 0; n < 4_000 && codes.size === 0; n += 1) {
      const answer = await person.attempt('POST', '/v1/posts', { key: `full-${n}`, body: big })
      if (answer.status >= 500) codes.add(((await answer.json()) as { code: string }).code)
    }
    const reads = await fetch(`${server.url}/v1/feeds/explore?limit=1`)

    assert.ok(['storage_full', 'database_unavailable'].includes([...codes][0] ?? ''), [...codes].join(' '))
    assert.ok([200, 503].includes(reads.status))
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
