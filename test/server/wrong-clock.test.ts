import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { createPerson } from '../faults/person.ts'
import { runCommand } from '../support/run-command.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import { findFreePort, spawnTestServer } from '../support/test-server.ts'

const shifter = new URL('../support/shifted-clock.mjs', import.meta.url).pathname
const dayMs = 86_400_000

describe('a server whose clock is wrong', () => {
  for (const days of [1, -1]) {
    it(`by ${days} day signs people in, takes their writes and counts their quota by the database's day`, async () => {
      const database = await makeTestDatabase()
      const dataDir = await mkdtemp(join(tmpdir(), 'ai-feed-clock-'))
      const port = String(await findFreePort())
      const right = { DATABASE_URL: database.url, AI_FEED_DATA_DIR: dataDir, PORT: port }
      const wrong = { ...right, NODE_OPTIONS: `--import=${shifter}`, CLOCK_SHIFT_MS: String(days * dayMs) }
      const page = `http://127.0.0.1:${port}`
      await runCommand(['site', 'add', 'default', '--sign-up', 'open', '--origin', page], right)
      const server = await spawnTestServer(wrong)

      const person = await createPerson(server.url, { handle: 'anna_clock', origin: page })
      const post = await person.insist('POST', '/v1/posts', { key: 'clock', body: { text: 'What time is it?' } })
      const me = await person.insist('GET', '/v1/me')

      assert.equal(post.status, 201)
      const { createdAt } = (await post.json()) as { createdAt: string }
      assert.ok(Math.abs(Date.parse(createdAt) - Date.now()) < dayMs / 2, createdAt)
      const { quota } = (await me.json()) as { quota: { resetsAt: string } }
      const untilResetMs = Date.parse(quota.resetsAt) - Date.now()
      assert.ok(untilResetMs > -60_000 && untilResetMs <= dayMs, quota.resetsAt)

      const { stdout } = await runCommand(['doctor'], wrong)
      assert.match(stdout, /^wrong\tclock of this machine against the database\t[+-]86\d{6} ms$/m)
      await server.end('SIGTERM')

      // Set right again: whoever was signed in still is.
      const again = await spawnTestServer(right)
      assert.equal((await person.insist('GET', '/v1/me')).status, 200)
      await again.end('SIGTERM')
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    })
  }
})
