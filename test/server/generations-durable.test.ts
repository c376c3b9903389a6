import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation, Scope } from '@ai-feed/protocol'
import type { Viewer } from '../../packages/server/dist/http/request-context.js'
import { startPictureServer } from '../support/picture-server.ts'
import { createScriptedGenerator, drawBehindGate } from '../support/scripted-generator.ts'
import { makeTestDatabase } from '../support/test-database.ts'

const childFile = new URL('../support/picture-process.ts', import.meta.url).pathname

describe('generations, durable', () => {
  it('after kill -9 a called one ends as interrupted, one not yet called runs again, a queued one runs', async () => {
    const database = await makeTestDatabase()
    const mediaDir = await mkdtemp(join(tmpdir(), 'ai-feed-killed-'))
    const child = spawn(process.execPath, [childFile, database.url, mediaDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const { ids, viewer, scopes } = JSON.parse(line) as { ids: string[]; viewer: Viewer; scopes: Scope[] }
    child.kill('SIGKILL')
    await once(child, 'close')

    const generator = createScriptedGenerator()
    const server = await startPictureServer({ generator, beside: { databaseUrl: database.url, mediaDir } })
    try {
      // What a death between the start of a job and its call leaves behind.
      await sql`update generations set called_at = null where id = ${ids[1]}`.execute(server.db)
      const user = server.adopt({ ...viewer, scopes: new Set(scopes) })
      const [called, uncalled, queued] = await Promise.all(
        ids.map((id) => user.until(id, ({ status }) => isFinal(status))),
      )

      assert.deepEqual(
        [called?.status, called?.error],
        ['failed', { code: 'interrupted', stage: 'provider', retryable: true }],
      )
      assert.deepEqual([uncalled?.status, uncalled?.media.length], ['succeeded', 1])
      assert.deepEqual([queued?.status, queued?.media.length], ['succeeded', 1])
      assert.deepEqual(generator.calls.map(({ prompt }) => prompt).toSorted(), ['picture 1', 'picture 2'])
      assert.equal(queued?.quota.used, 3)
    } finally {
      await server.close()
      await database.drop()
      await rm(mediaDir, { recursive: true })
    }
  })

  it('when the server is stopped in order, a called one ends at once and the others wait for the next server', async () => {
    const database = await makeTestDatabase()
    const mediaDir = await mkdtemp(join(tmpdir(), 'ai-feed-stopped-'))
    const beside = { databaseUrl: database.url, mediaDir }
    const limits = { generationsRunningPerUser: 9 }
    const first = await startPictureServer({ generator: createScriptedGenerator(drawBehindGate), limits, beside })
    const user = await first.user()
    const ids: string[] = []
    for (let at = 0; at < 4; at += 1)
      ids.push(((await (await user.generate({ prompt: `picture ${at}` })).json()) as Generation).id)
    for (const id of ids.slice(0, 2)) await user.until(id, ({ previews }) => previews.length > 0)

    await first.close()
    const second = await startPictureServer({ generator: createScriptedGenerator(), limits, beside })
    try {
      const again = second.adopt(user.viewer)
      const ended = await Promise.all(ids.map((id) => again.until(id, ({ status }) => isFinal(status))))

      assert.deepEqual(
        ended.map(({ status, error }) => error?.code ?? status),
        ['interrupted', 'interrupted', 'succeeded', 'succeeded'],
      )
    } finally {
      await second.close()
      await database.drop()
      await rm(mediaDir, { recursive: true })
    }
  })
})
