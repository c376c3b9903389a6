import { isFeedError, type FeedClient } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('a tab that does not hear what happens in another one, as it stands still', () => {
  let opened: StubbedClient
  let deaf: FeedClient
  /** Answers of the token endpoint that were given and have not arrived. */
  let held: (() => void)[]
  let isHolding: boolean
  const { BroadcastChannel: Channel } = globalThis

  /** Opens a tab that only finds in storage what others do. */
  const openDeaf = async (): Promise<FeedClient> => {
    Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined, configurable: true, writable: true })
    const client = opened.open({
      fetch: async (input, init) => {
        const answer = await opened.stub.fetch(input, init)
        if (isHolding && new Request(input).url.endsWith('/oauth/token'))
          await new Promise<void>((resolve) => held.push(resolve))
        return answer
      },
    })
    await until(client.session, ({ status }) => status === 'signed-in')
    Object.defineProperty(globalThis, 'BroadcastChannel', { value: Channel, configurable: true, writable: true })
    return client
  }
  /** Who is found in storage by a page that opens now. */
  const storedHandle = async (): Promise<string | undefined> => {
    const session = await until(opened.open().session, ({ status }) => status !== 'unknown')
    return 'user' in session ? `${session.status} ${session.user.handle}` : session.status
  }

  beforeEach(async () => {
    opened = openClient()
    held = []
    isHolding = false
    await opened.signIn()
    deaf = await openDeaf()
    opened.stub.revokeTokens()
  })
  afterEach(() => {
    globalThis.BroadcastChannel = Channel
    opened.closeAll()
  })

  it('signs nobody in again by renewing their tokens after they have signed out', async () => {
    isHolding = true
    const loading = deaf.loadMe().catch((error: unknown) => error)
    await eventually(() => held.length > 0)

    await opened.client.signOut()
    isHolding = false
    for (const release of held) release()
    await loading

    expect(await storedHandle()).to.equal('signed-out')
    expect(deaf.session.getSnapshot().status).to.equal('signed-out')
  })

  it('ends no session of whoever signed in meanwhile when that of its own user has ended', async () => {
    isHolding = true
    const { stub } = opened
    stub.users.delete('anna')
    const loading = deaf.loadMe().catch((error: unknown) => error)
    await eventually(() => held.length > 0)

    await opened.client.signOut()
    await opened.open({ getToken: async () => 'ben' }).signIn()
    isHolding = false
    for (const release of held) release()
    const error = await loading

    expect(isFeedError(error)).to.equal(true)
    expect(await storedHandle()).to.equal('signed-in ben')
  })
})
