import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { rotateSecrets } from '../../packages/server/dist/database/rotate-secrets.js'
import { loadSecrets } from '../../packages/server/dist/database/secrets.js'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** As if new secrets had rested, and every process knew them. */
const endRest = async (db: TestServer['db']): Promise<void> =>
  void (await sql`update secrets set created_at = now() - interval '1 hour'`.execute(db))

describe('ai-feed-server rotate', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  it('makes new secrets and keeps the ones before valid, but no older ones', async () => {
    const first = await loadSecrets(server.db)
    assert.ok((await rotateSecrets(server.db)).includes('cookie\tversion 2'))
    const resting = await loadSecrets(server.db)
    await endRest(server.db)
    const second = await loadSecrets(server.db)
    await rotateSecrets(server.db)
    await endRest(server.db)
    const third = await loadSecrets(server.db)

    for (const name of ['cookie', 'nonce', 'media-url', 'cursor', 'oidc-jwks'] as const) {
      assert.deepEqual(resting.current(name), first.current(name))
      assert.deepEqual(resting.all(name), second.all(name).toReversed())
      assert.deepEqual(second.all(name), [second.current(name), first.current(name)])
      assert.deepEqual(third.all(name), [third.current(name), second.current(name)])
    }
  })
})
