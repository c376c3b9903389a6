import { isFeedError, type GenerationEvent } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { json } from '../support/wire-answers.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

// Browsers send a request again by themselves when a connection breaks before its answer, with the proof that the server
// has seen then.
describe('a proof that the server has seen', () => {
  let opened: StubbedClient
  beforeEach(async () => {
    opened = openClient()
    await opened.signIn()
  })
  afterEach(() => opened.closeAll())

  it('is followed by another one', async () => {
    await opened.client.loadMe()
    opened.stub.fail('GET /v1/me', { code: 'dpop_invalid' })

    const me = await opened.client.loadMe()

    expect(me.handle).to.equal('anna')
  })

  it('makes one generation, which is followed', async () => {
    opened.stub.fail('POST /v1/generations', { code: 'dpop_invalid' })
    const iterator: AsyncIterator<GenerationEvent> = opened.client.generate({ prompt: 'once' })[Symbol.asyncIterator]()

    const { value } = await iterator.next()
    await iterator.return?.()

    expect(value).to.deep.equal({ type: 'queued', id: 'generation-1' })
    expect(opened.stub.generations.size).to.equal(1)
  })

  it('is told as what it is when every other one is refused too', async () => {
    opened.stub.fail('GET /v1/me', { code: 'dpop_invalid' }, 10)

    const failure = await opened.client.loadMe().catch((error: unknown) => error)

    expect(isFeedError(failure, 'dpop_invalid')).to.equal(true)
    expect(opened.stub.seen('GET /v1/me').length).to.be.lessThan(5)
  })

  it('ends no session when it renews the tokens, and the page is asked for another token of its user', async () => {
    const asked: string[] = []
    let refusals = ['invalid_dpop_proof', 'invalid_grant']
    const client = opened.open({
      getToken: async () => {
        asked.push('')
        return 'anna'
      },
      fetch: (input, init) => {
        const isRenewal = new Request(input).url.endsWith('/oauth/token') && asked.length > 1
        const [error, ...rest] = refusals
        if (!isRenewal || error === undefined) return opened.stub.fetch(input, init)
        refusals = rest
        return Promise.resolve(json({ error }, 400))
      },
    })
    await client.signIn()
    opened.stub.revokeTokens()

    const me = await client.loadMe()

    expect(me.handle).to.equal('anna')
    expect(client.session.getSnapshot().status).to.equal('signed-in')
    expect(asked.length).to.equal(3)
  })
})
