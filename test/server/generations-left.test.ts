import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { isFinal } from '@ai-feed/protocol'
import type { Generation } from '@ai-feed/protocol'
import { forgetGenerations } from '../../packages/server/dist/generations/generation-rows.js'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { createScriptedGenerator } from '../support/scripted-generator.ts'

/** Writes a generation as a process leaves it that is killed at work. */
async function leaveRunning(
  { db }: PictureServer,
  user: PictureUser,
  prompt: string,
  isCalled: boolean,
): Promise<string> {
  const request = JSON.stringify({ prompt, size: '1024x1024', n: 1, seed: 1 })
  const { rows } = await sql<{ id: string }>`
    insert into generations (site_id, user_id, status, request, reserved, called_at)
    values (${user.viewer.siteId}, ${user.viewer.userId}, 'running', ${request}, true,
      ${isCalled ? sql`now()` : sql`null`}) returning id`.execute(db)
  return rows[0]?.id ?? ''
}

describe('generations that a killed process left', () => {
  it('are dealt with before the first request, where the server is alone on its database', async () => {
    const earlier = await startPictureServer({ generator: createScriptedGenerator() })
    const anna = await earlier.user()
    const [called, uncalled] = [
      await leaveRunning(earlier, anna, 'sent', true),
      await leaveRunning(earlier, anna, 'not sent', false),
    ]
    const { databaseUrl, mediaDir } = earlier
    const generator = createScriptedGenerator()

    const server = await startPictureServer({ generator, isAlone: true, beside: { databaseUrl, mediaDir } })
    try {
      const again = server.adopt(anna.viewer)
      const ended = (await (await again.fetch(`/v1/generations/${called}`)).json()) as Generation
      assert.deepEqual([ended.status, ended.error?.code], ['failed', 'interrupted'])

      const done = await again.until(uncalled, ({ status }) => isFinal(status))
      assert.equal(done.status, 'succeeded')
    } finally {
      await server.close()
      await earlier.close()
    }
  })
})

describe('generations of long ago', () => {
  it('are forgotten with their prompts after 15 days, unless a picture of them is wanted', async () => {
    const server = await startPictureServer({ generator: createScriptedGenerator() })
    try {
      const user = await server.user()
      const make = async (prompt: string): Promise<Generation> => {
        const { id } = (await (await user.generate({ prompt })).json()) as Generation
        return user.until(id, ({ status }) => isFinal(status))
      }
      const [posted, draft, unwanted, young] = [
        await make('posted'),
        await make('draft'),
        await make('bare'),
        await make('new'),
      ]
      await user.post(posted.media[0]!)
      for (const { id } of [unwanted, young])
        await sql`delete from media where generation_id = ${id}`.execute(server.db)
      for (const { id } of [posted, draft, unwanted])
        await sql`update generations set finished_at = now() - interval '16 days' where id = ${id}`.execute(server.db)

      assert.equal(await forgetGenerations(server.db, 15), 1)

      const statusOf = async ({ id }: Generation): Promise<number> => (await user.fetch(`/v1/generations/${id}`)).status
      assert.deepEqual(await Promise.all([posted, draft, unwanted, young].map(statusOf)), [200, 200, 404, 200])
    } finally {
      await server.close()
    }
  })
})
