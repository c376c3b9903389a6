import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Generation, Limits } from '@ai-feed/protocol'
import type { ModeratePrompt } from '../../packages/server/dist/ports.js'
import { startPictureServer } from '../support/picture-server.ts'
import type { PictureServer, PictureUser } from '../support/picture-server.ts'
import { createScriptedGenerator, drawBehindGate } from '../support/scripted-generator.ts'

async function withServer(
  limits: Partial<Limits>,
  work: (server: PictureServer) => Promise<void>,
  moderatePrompt?: ModeratePrompt,
): Promise<void> {
  const generator = createScriptedGenerator(drawBehindGate)
  const server = await startPictureServer({
    generator,
    limits: { generationsRunningPerUser: 1_000, ...limits },
    ...(moderatePrompt && { moderatePrompt }),
  })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const codesOf = async (responses: readonly Response[]): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const response of responses) {
    const code = response.status === 202 ? 'accepted' : ((await response.json()) as { code: string }).code
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}
const ask = (user: PictureUser, times: number): Promise<Response[]> =>
  Promise.all(Array.from({ length: times }, (_, at) => user.generate({ prompt: `picture ${at}` })))
const usedOf = async (server: PictureServer): Promise<Record<string, number>> => {
  const { rows } = await sql<{
    scope: string
    used: number
  }>`select scope, sum(used)::int as used from quota group by scope`.execute(server.db)
  return Object.fromEntries(rows.map(({ scope, used }) => [scope, used]))
}

describe('quota', () => {
  it('lets exactly ten of fifty parallel requests in', async () => {
    await withServer({ generationsPerUserDay: 10 }, async (server) => {
      const anna = await server.user()

      assert.deepEqual(await codesOf(await ask(anna, 50)), { accepted: 10, quota_exceeded: 40 })
      assert.deepEqual(await usedOf(server), { user: 10, site: 10, server: 10 })
    })
  })

  it('holds for the site and the server, across users and sites, and a refusal takes from none', async () => {
    await withServer({ generationsPerSiteDay: 4, generationsPerServerDay: 6 }, async (server) => {
      const users = [await server.user(), await server.user(), await server.user({ site: 'other' })]

      const [anna, bert, stranger] = [await ask(users[0]!, 3), await ask(users[1]!, 3), await ask(users[2]!, 4)]

      assert.deepEqual(await codesOf([...anna, ...bert]), { accepted: 4, quota_exceeded: 2 })
      assert.deepEqual(await codesOf(stranger), { accepted: 2, quota_exceeded: 2 })
      assert.deepEqual(await usedOf(server), { user: 6, site: 6, server: 6 })
    })
  })

  it('never ends in a deadlock when many users ask and cancel at once', async () => {
    await withServer({ generationsPerUserDay: 100 }, async (server) => {
      const users = await Promise.all(Array.from({ length: 6 }, () => server.user()))
      await Promise.all(
        users.map(async (user) => {
          for (let at = 0; at < 5; at += 1) {
            const response = await user.generate({ prompt: `picture ${at}` })
            assert.equal(response.status, 202, await response.clone().text())
            const { id } = (await response.json()) as Generation
            assert.equal((await user.fetch(`/v1/generations/${id}`, { method: 'DELETE' })).status, 200)
          }
        }),
      )

      const { rows } = await sql<{
        called: number
      }>`select count(*) as called from generations where called_at is not null`.execute(server.db)
      const used = await usedOf(server)
      assert.deepEqual(used, { user: rows[0]?.called, site: rows[0]?.called, server: rows[0]?.called })
    })
  })

  it('is three on a user’s first day', async () => {
    await withServer({}, async (server) => {
      const young = await server.user({ isNew: true })

      const answers = await ask(young, 5)

      const { items } = (await (await young.fetch('/v1/generations')).json()) as { items: Generation[] }
      assert.deepEqual(items[0]?.quota.limit, 3)
      assert.deepEqual(await codesOf(answers), { accepted: 3, quota_exceeded: 2 })
    })
  })

  it('tells before the click when others have used up what the site or the server has', async () => {
    await withServer({ generationsPerSiteDay: 3, generationsPerServerDay: 5 }, async (server) => {
      const [anna, ben, carl] = [await server.user(), await server.user(), await server.user({ site: 'other' })]
      const quotaOf = async (user: PictureUser): Promise<object> => {
        const { limit, used, limitedBy } = await server.quota(user)
        return { left: limit - used, limitedBy }
      }

      assert.deepEqual(await quotaOf(anna), { left: 3, limitedBy: 'site' })
      await ask(ben, 3)
      assert.deepEqual([await quotaOf(anna), await quotaOf(ben)], Array(2).fill({ left: 0, limitedBy: 'site' }))
      assert.deepEqual(await codesOf(await ask(anna, 1)), { quota_exceeded: 1 })
      assert.deepEqual(await quotaOf(carl), { left: 2, limitedBy: 'server' })
      await ask(carl, 2)
      assert.deepEqual(await quotaOf(carl), { left: 0, limitedBy: 'server' })
    })
  })

  it('begins again with the next UTC day', async () => {
    await withServer({ generationsPerUserDay: 1 }, async (server) => {
      const anna = await server.user()
      assert.deepEqual(await codesOf(await ask(anna, 2)), { accepted: 1, quota_exceeded: 1 })

      await sql`update quota set day = day - 1`.execute(server.db)

      assert.deepEqual(await codesOf(await ask(anna, 1)), { accepted: 1 })
    })
  })

  it('does not count when two are running already', async () => {
    await withServer({ generationsRunningPerUser: 2 }, async (server) => {
      const anna = await server.user()

      const answers = await ask(anna, 12)

      assert.ok(
        answers
          .filter(({ status }) => status === 429)
          .every((response) => Number(response.headers.get('Retry-After')) > 0),
      )
      assert.deepEqual(await codesOf(answers), { accepted: 2, rate_limited: 10 })
      assert.deepEqual(await usedOf(server), { user: 2, site: 2, server: 2 })
    })
  })

  it('is not touched by requests that are refused for what they say', async () => {
    await withServer({}, async (server) => {
      const anna = await server.user()
      const refusals: [object, number, string][] = [
        [{ prompt: 'naked child' }, 422, 'prompt_refused'],
        [{ prompt: ' \n\t ' }, 400, 'invalid_field'],
        [{ prompt: '' }, 400, 'invalid_field'],
        [{ prompt: 'x'.repeat(4_001) }, 400, 'invalid_field'],
        [{ prompt: 'a', size: '9999x9999' }, 400, 'size_not_offered'],
        [{ prompt: 'a', n: 5 }, 400, 'invalid_field'],
        [{ prompt: 'a', seed: -1 }, 400, 'invalid_field'],
        [{ prompt: 'a', model: 'expensive' }, 400, 'unknown_field'],
        [{ prompt: ['a'] }, 400, 'invalid_field'],
      ]

      for (const [body, status, code] of refusals) {
        const response = await anna.generate(body)
        const problem = (await response.json()) as { code: string; detail: string }
        assert.deepEqual([response.status, problem.code], [status, code])
        assert.ok(!problem.detail.includes('naked'))
      }
      assert.deepEqual(await usedOf(server), {})
      assert.equal((await sql`select from generations`.execute(server.db)).rows.length, 0)
    })
  })

  it('is not touched, and nothing is drawn, when the check of prompts does not answer', async () => {
    const broken: ModeratePrompt = () => Promise.reject(new Error('no answer'))
    await withServer(
      {},
      async (server) => {
        const response = await (await server.user()).generate({ prompt: 'a lighthouse' })

        assert.ok(Number(response.headers.get('Retry-After')) > 0)
        assert.equal(((await response.json()) as { code: string }).code, 'generator_unavailable')
        assert.deepEqual(await usedOf(server), {})
      },
      broken,
    )
  })
})
