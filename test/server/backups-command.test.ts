import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { runCommand } from '../support/run-command.ts'
import { findFreePort, spawnTestServer } from '../support/test-server.ts'

describe('ai-feed-server backup and restore', () => {
  let folder: string
  let env: Readonly<Record<string, string>>
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-backup-command-'))
    env = { AI_FEED_DATA_DIR: join(folder, 'data'), PORT: String(await findFreePort()) }
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('save the embedded database while it is served and while it is not, and move it to another folder', async () => {
    const archives = ['running', 'stopped'].map((name) => join(folder, `${name}.tar.gz`))
    const server = await spawnTestServer(env)
    const sites = async (of: Readonly<Record<string, string>>): Promise<string> =>
      (await runCommand(['site', 'list'], of)).stdout
    await runCommand(['site', 'add', 'second', '--origin', 'https://second.example'], env)

    const running = await runCommand(['backup', archives[0] ?? ''], env)
    const refused = await runCommand(['restore', archives[0] ?? ''], env)
    await server.end('SIGTERM')
    const stopped = await runCommand(['backup', archives[1] ?? ''], env)

    assert.deepEqual([running.code, stopped.code], [0, 0], running.stderr + stopped.stderr)
    assert.match(running.stdout, /^\S+running\.tar\.gz\t\d+ rows in \d+ tables\t0 files of pictures\n$/)
    assert.match(refused.stderr, /ai-feed-server: a server is running on .*: stop it first\n$/)
    for (const archive of archives) {
      const moved = { ...env, AI_FEED_DATA_DIR: `${archive}.data` }
      const restored = await runCommand(['restore', archive], moved)
      assert.equal(restored.code, 0, restored.stderr)
      assert.equal(await sites(moved), await sites(env))
      const again = await spawnTestServer(moved)
      assert.equal((await fetch(`${again.url}/readyz`)).status, 200)
      await again.end('SIGTERM')
    }
  })

  it('say in one sentence what is wrong with their words and files', async () => {
    const missing = await runCommand(['restore', join(folder, 'nothing.tar.gz')], env)
    const nowhere = await runCommand(['backup', join(folder, 'no/such/folder/x.tar.gz')], env)
    const wordless = await runCommand(['backup'], env)

    assert.match(missing.stderr, /ai-feed-server: .*nothing\.tar\.gz cannot be read: .*\n$/)
    assert.match(nowhere.stderr, /ai-feed-server: .*x\.tar\.gz cannot be written: .*\n$/)
    assert.match(wordless.stderr, /^ai-feed-server: backup takes the name of one file\n$/)
    assert.deepEqual([missing.code, nowhere.code, wordless.code], [1, 1, 1])
  })
})
