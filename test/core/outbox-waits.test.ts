import { expect } from '@open-wc/testing'
import { until } from '../support/until.ts'
import { openClient } from '../support/wire-client.ts'

describe('an outbox whose user has to sign in again', () => {
  it('sends what waited for them as soon as they have', async () => {
    let token = 'anna'
    const opened = openClient({ getToken: async () => token })
    const { client } = opened
    await client.signIn()
    token = 'nobody'
    opened.stub.revokeTokens()
    await client.loadMe().catch(() => {})
    const { done } = await client.createPost({ text: 'Still here' })
    const [waiting] = await until(client.outbox, ([entry]) => entry?.waitingFor === 'sign-in')
    // It has looked for something to send, and found nothing.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve))
    token = 'anna'

    await client.signIn()
    const post = (await done) as { author: { handle: string } }

    expect([waiting?.status, post.author.handle]).to.deep.equal(['waiting', 'anna'])
    opened.closeAll()
  })
})
