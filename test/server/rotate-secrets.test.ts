import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { rotateSecrets } from '../../packages/server/dist/database/rotate-secrets.js'
import { loadSecrets } from '../../packages/server/dist/database/secrets.js'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('ai-feed-server rotate', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  it('makes new secrets and keeps the ones before valid, but no older ones', async () => {
    const first = await loadSecrets(server.db)
    assert.ok((await rotateSecrets(server.db)).includes('cookie\tversion 2'))
    const second = await loadSecrets(server.db)
    await rotateSecrets(server.db)
    const third = await loadSecrets(server.db)

    for (const name of ['cookie', 'nonce', 'media-url', 'cursor', 'oidc-jwks'] as const) {
      assert.deepEqual(second.all(name), [second.current(name), first.current(name)])
      assert.deepEqual(third.all(name), [third.current(name), second.current(name)])
    }
  })
})
