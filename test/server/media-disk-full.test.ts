import assert from 'node:assert/strict'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation, Media } from '@ai-feed/protocol'
import { startPictureServer } from '../support/picture-server.ts'
import { gradient } from '../support/pictures.ts'
import { mountSmallDisk } from '../support/small-disk.ts'
import { createScriptedGenerator } from '../support/scripted-generator.ts'
import { makeTestDatabase } from '../support/test-database.ts'

const disk = await mountSmallDisk(1)

describe('a full disk', { skip: 'refusal' in disk ? disk.refusal : false }, () => {
  it('refuses uploads with storage_full, serves pictures on, ends generations, leaves nothing half-written, and all goes on once there is space', async () => {
    if ('refusal' in disk) return
    const database = await makeTestDatabase()
    const server = await startPictureServer({
      generator: createScriptedGenerator(),
      beside: { databaseUrl: database.url, mediaDir: disk.path },
    })
    try {
      const anna = await server.user()
      const png = await gradient(400, 300).png().toBuffer()
      const before = (await (await anna.upload(png)).json()) as Media
      await writeFile(join(disk.path, 'filler'), Buffer.alloc(2_000_000)).catch((error: NodeJS.ErrnoException) =>
        assert.equal(error.code, 'ENOSPC'),
      )

      const refused = await anna.upload(png, { 'Idempotency-Key': 'while-full' })
      const { id } = (await (await anna.generate({ prompt: 'a bridge' })).json()) as Generation
      const generation = await anna.until(id, ({ status }) => isFinal(status))

      assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [507, 'storage_full'])
      assert.deepEqual([generation.status, generation.error?.code], ['failed', 'interrupted'])
      assert.equal((await server.get(before.sources[0]?.url ?? '')).status, 200)
      assert.equal((await sql`select from media`.execute(server.db)).rows.length, 1)
      assert.deepEqual(await readdir(join(disk.path, 'default')), [before.id])
      assert.deepEqual(await readdir(join(disk.path, '.incoming')).catch(() => []), [])
      assert.deepEqual(
        (await readdir(disk.path)).filter((name) => !['filler', '.incoming', 'default'].includes(name)),
        [],
      )

      await rm(join(disk.path, 'filler'))
      assert.equal((await anna.upload(png, { 'Idempotency-Key': 'while-full' })).status, 201)
    } finally {
      await server.close()
      await database.drop()
      await disk.unmount()
    }
  })
})
