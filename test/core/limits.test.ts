import { createFeedClient } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { WireStub } from '../support/wire-stub.ts'

describe('limits', () => {
  it('are those of the server, and the wire’s own where it names none', async () => {
    const stub = new WireStub()
    stub.limits = { sizes: ['512x512'], textGraphemes: ['many'] }
    const client = createFeedClient({ server: stub.server, storage: 'memory', fetch: stub.fetch })

    const limits = await client.loadLimits()

    expect(limits.sizes).to.deep.equal(['512x512'])
    expect(limits.textGraphemes).to.equal(2_000)
  })

  it('are asked for once, and again only when there was no answer', async () => {
    const stub = new WireStub()
    stub.fail('GET /v1/limits', 'offline', 1)
    const client = createFeedClient({ server: stub.server, storage: 'memory', fetch: stub.fetch })
    const first = await client.loadLimits().catch((error: { code: string }) => error.code)

    await client.loadLimits()
    await client.loadLimits()

    expect(first).to.equal('offline')
    expect(stub.seen('GET /v1/limits')).to.have.length(2)
  })
})
