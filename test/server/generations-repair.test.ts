import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation } from '@ai-feed/protocol'
import { repairGenerations } from '../../packages/server/dist/generations/repair-generations.js'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { createScriptedGenerator, drawBehindGate } from '../support/scripted-generator.ts'

describe('repair of generations', () => {
  const generator = createScriptedGenerator(drawBehindGate)
  let server: Awaited<ReturnType<typeof startPictureServer>>
  let anna: PictureUser
  const ids: string[] = []
  before(async () => {
    server = await startPictureServer({ generator, limits: { generationsRunningPerUser: 9 } })
    anna = await server.user()
    // Two run, two wait.
    for (let at = 0; at < 4; at += 1) {
      const { id } = (await (await anna.generate({ prompt: `picture ${at}` })).json()) as Generation
      if (at < 2) await anna.until(id, ({ previews }) => previews.length > 0)
      ids.push(id)
    }
  })
  after(() => server.close())

  it('ends calls that nobody can be waiting for, reminds of what waits too long, and leaves the rest alone', async () => {
    const [overdue, running, forgotten, young] = ids
    await sql`update generations set called_at = now() - interval '10 minutes' where id = ${overdue}`.execute(server.db)
    await sql`update generations set created_at = now() - interval '10 minutes' where id = ${forgotten}`.execute(
      server.db,
    )
    const reminded: string[] = []
    let published = 0

    await repairGenerations({
      db: server.db,
      queue: { add: async (_trx, id) => void reminded.push(id) },
      publish: async () => void (published += 1),
      deadlineSeconds: 120,
    })

    const statusOf = async (id = ''): Promise<string> => (await anna.until(id, () => true)).status
    assert.deepEqual(await Promise.all([overdue, running, young].map(statusOf)), ['failed', 'running', 'queued'])
    assert.equal((await anna.until(overdue ?? '', ({ status }) => isFinal(status))).error?.code, 'interrupted')
    assert.deepEqual([reminded, published], [[forgotten], 1])
  })

  it('runs a generation once, however many reminders there are of it in how many processes', async () => {
    const elsewhere = createScriptedGenerator()
    const { databaseUrl, mediaDir } = server
    const second = await startPictureServer({ generator: elsewhere, beside: { databaseUrl, mediaDir } })
    try {
      const id = ids[1] ?? ''
      const { rows: reminders } = await sql<{ id: string }>`
        insert into pgboss.job (name, data)
        select 'generation', jsonb_build_object('generationId', ${id}::text) from generate_series(1, 3)
        returning id`.execute(server.db)
      await untilDone(server, reminders)
      assert.equal((await anna.until(id, () => true)).status, 'running')

      generator.open()
      const done = await anna.until(id, ({ status }) => isFinal(status))

      assert.equal(done.status, 'succeeded')
      const calls = [...generator.calls, ...elsewhere.calls].map(({ prompt }) => prompt)
      assert.deepEqual(calls.toSorted(), ['picture 0', 'picture 1', 'picture 2', 'picture 3'])
    } finally {
      await second.close()
    }
  })
})

async function untilDone(server: PictureServer, jobs: readonly { id: string }[]): Promise<void> {
  const ids = jobs.map(({ id }) => id)
  for (;;) {
    const { rows } = await sql`
      select from pgboss.job where id = any(${ids}::uuid[]) and state <> 'completed'`.execute(server.db)
    if (rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
