import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readArchive } from '../../packages/server/dist/exports/read-archive.js'
import {
  createDeleteNow,
  readAccountCommand,
  runAccountCommand,
  runModeration,
} from '../../packages/server/dist/rights-commands.js'
import { findAnywhere } from '../support/find-anywhere.ts'
import { signUpAll } from '../support/people.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('a post that a decision removed and that may come back', () => {
  let server: TestServer
  let folder: string
  let anna: TestUser
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-removals-'))
    server = await startTestServer()
    ;({ anna } = await signUpAll(server, ['anna']))
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const decide = (verb: 'remove' | 'show', target: string): Promise<string[]> =>
    runModeration(server.db, { verb, target, ground: 'Rule 1' })
  const account = (...words: string[]): Promise<string[]> =>
    runAccountCommand(server.db, server.config, readAccountCommand(words))

  it('goes with its author’s archive, and stays behind when that is brought to a server', async () => {
    const file = join(folder, 'anna.zip')
    const { id } = await writePost(anna, { text: 'mine all the same' })
    await writePost(anna, { text: 'undisputed' })
    await decide('remove', id)

    await account('export', 'anna', file)
    const archive = await readArchive(file)
    archive.close()
    const lines = await account('import', 'anna_again', file)

    const removed = archive.posts.find((post) => post.id === id)
    assert.equal(removed?.text, 'mine all the same')
    assert.ok(removed?.removedAt)
    assert.deepEqual(lines, ['1 posts imported, 0 were there, 1 left out', `${id}\twas removed by a decision`])
  })

  it('is erased with the account of its author', async () => {
    const { clara } = await signUpAll(server, ['clara'])
    const { id } = await writePost(clara, { text: 'Clarissima was here' })
    await decide('remove', id)

    await createDeleteNow(server.db)('default', clara.userId)

    assert.deepEqual(await findAnywhere(server.db, ['Clarissima']), [])
    await assert.rejects(decide('show', id), { name: 'ConfigError' })
  })

  it('names nobody who is gone when it comes back', async () => {
    const { walburga } = await signUpAll(server, ['walburga'])
    const { id } = await writePost(anna, { text: 'hello @walburga and all' })
    await decide('remove', id)
    await createDeleteNow(server.db)('default', walburga.userId)

    await decide('show', id)

    const text = (await readPost(server, id)).text.map((segment) => segment.text).join('')
    assert.equal(text, 'hello @… and all')
    // The handle rests, so that nobody else takes it.
    const left = await findAnywhere(server.db, ['walburga'])
    assert.deepEqual(
      left.filter((row) => !row.startsWith('freed_handles')),
      [],
    )
  })
})
