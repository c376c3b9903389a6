import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as v from 'valibot'
import { userRefPageSchema } from '@ai-feed/protocol'
import type { Problem } from '@ai-feed/protocol'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { insertUser } from '../support/content-rows.ts'
import { relate, signUpAll } from '../support/people.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('GET /v1/users', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  before(async () => {
    server = await startTestServer({ limits: { signUpsPerIpHour: 100, searchesPerMinute: 40 } })
    ;({ anna, ben } = await signUpAll(server, ['anna', 'ben']))
    for (const [handle, name] of [
      ['mara', ''],
      ['mara_ink', 'Zoé'],
      ['max', 'ÉMILE Straße'],
      ['zed', 'Maraike'],
      ['m_under', '100% _real_'],
    ] as const) {
      const id = await insertUser(server.db, 'default', handle)
      await server.db.updateTable('users').set({ name }).where('id', '=', id).execute()
    }
    await insertUser(server.db, 'other', 'mara')
  })
  after(() => server.close())

  const complete = async (typed: string, reader = anna, more = ''): Promise<string[]> => {
    const response = await reader.fetch(`/v1/users?${more}q=${encodeURIComponent(typed)}`)
    const body: unknown = await response.json()
    assert.equal(response.status, 200, JSON.stringify(body))
    return v.parse(userRefPageSchema, body).items.map(({ handle }) => handle)
  }

  it('finds the beginnings of handles, then of names', async () => {
    assert.deepEqual(await complete('mar'), ['mara', 'mara_ink', 'zed'])
    assert.deepEqual(await complete('@Mara_'), ['mara_ink'])
    assert.deepEqual(await complete('ma', anna, 'limit=2&'), ['mara', 'mara_ink'])
    assert.deepEqual(await complete('ara'), [])
  })

  it('finds names however their letters were typed', async () => {
    for (const typed of ['émile strasse', 'E\u0301MILE STRASSE', 'ÉMILE STRAẞE', 'Ｅ\u0301mile'])
      assert.deepEqual(await complete(typed), ['max'], typed)
  })

  it('takes every character for itself', async () => {
    assert.deepEqual(await complete('m_'), ['m_under'])
    assert.deepEqual(await complete('100%'), ['m_under'])
    for (const typed of ['%', '_', '\\', "'", '1%', '\u{10ffff}', 'm'.repeat(1_000)])
      assert.deepEqual(await complete(typed), [], typed)
  })

  it('puts those first whom one follows, and finds them for nothing typed', async () => {
    const zed = { ...anna, handle: 'zed' } as TestUser
    await relate(anna, 'followers', zed)

    assert.deepEqual(await complete('mar'), ['zed', 'mara', 'mara_ink'])
    for (const blank of ['', '@', ' ']) assert.deepEqual(await complete(blank), ['zed'])
    assert.deepEqual(await complete('', ben), [])
    await relate(anna, 'followers', zed, false)
  })

  it('never finds who is suspended, or who blocks or is blocked', async () => {
    await setUserState(server.db, 'default', 'mara', 'suspended')
    await sql`
      insert into blocks (site_id, user_id, other_id)
      select 'default', a.id, b.id from users a, users b
      where (a.handle, b.handle) in (('mara_ink', 'anna'), ('ben', 'zed'))`.execute(server.db)

    assert.deepEqual(await complete('mar'), ['zed'])
    assert.deepEqual(await complete('mar', ben), ['mara_ink'])
    await setUserState(server.db, 'default', 'mara', 'active')
    assert.deepEqual(await complete('mar'), ['mara', 'zed'])
  })

  it('is for sessions, needs something typed, and is counted', async () => {
    const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code

    assert.equal(await codeOf(await server.get('/v1/users?q=a')), 'sign_in_required')
    assert.equal(await codeOf(await ben.fetch('/v1/users')), 'invalid_field')
    assert.equal(await codeOf(await ben.fetch('/v1/users?q=a&limit=0')), 'invalid_field')
    const statuses = await Promise.all(
      Array.from({ length: 85 }, async () => (await ben.fetch('/v1/users?q=x')).status),
    )
    assert.ok(statuses.includes(429))
  })
})
