import { isFeedError, type User } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('a sign-in whose end gets lost on its way', () => {
  let opened: StubbedClient
  const { open } = globalThis
  let popup: { location: { href: string }; closed: boolean; close(): void }

  /** Opens the window of a sign-in. @returns makes somebody agree on its page */
  const openWindow = async (): Promise<(handle: string) => Promise<User>> => {
    const signing = opened.client.signIn({ mode: 'popup' })
    signing.catch(() => {})
    await eventually(() => popup.location.href !== '')
    const state = new URL(popup.location.href).searchParams.get('state')
    return (handle) => {
      const data = { code: `${handle} ${crypto.randomUUID()}`, state, iss: opened.stub.server }
      dispatchEvent(Object.assign(new Event('message'), { source: popup, origin: opened.stub.server, data }))
      return signing
    }
  }
  const signIn = async (): Promise<User> => (await openWindow())('anna')
  const failureOf = async (work: Promise<unknown>) => {
    const error: unknown = await work.catch((cause: unknown) => cause)
    return isFeedError(error) ? error : undefined
  }

  beforeEach(() => {
    const client = openClient()
    opened = { ...client, client: client.open({ getToken: undefined as never }) }
    globalThis.open = () => {
      popup = { location: { href: '' }, closed: false, close: () => (popup.closed = true) }
      return popup as unknown as Window
    }
  })
  afterEach(() => {
    globalThis.open = open
    opened.closeAll()
  })

  for (const fault of ['lost-answer', 'offline', 'html-200', 'cut'] as const)
    it(`has failed, can be done again at once, and loses nothing that was written: ${fault}`, async () => {
      const { done } = await opened.client.createPost({ text: 'Written before' })
      // The proof is asked for first: what fails is the request that would have worked.
      opened.stub.fail(({ path, headers }) => path === '/oauth/token' && isSecondProof(headers), fault)

      const error = await failureOf(signIn())
      const { status } = opened.client.session.getSnapshot()
      const [entry] = opened.client.outbox.getSnapshot()
      const user = await signIn()
      const post = await done

      expect([error?.code, error?.retryable, isFeedError(error?.cause)]).to.deep.equal(['sign_in_failed', true, true])
      expect([status, entry?.waitingFor, entry?.draft?.text]).to.deep.equal(['signed-out', 'sign-in', 'Written before'])
      expect([user.handle, post.author.handle, popup.closed]).to.deep.equal(['anna', 'anna', true])
    })

  it('ends well when only the question who it is gets lost', async () => {
    opened.stub.fail('GET /v1/me', 'offline')

    const user = await signIn()

    expect(user.handle).to.equal('anna')
    expect(opened.stub.seen('POST /oauth/token').filter(({ headers }) => isSecondProof(headers))).to.have.length(1)
  })

  it('is not ended by tokens of whoever was signed in before that are renewed meanwhile', async () => {
    await signIn()
    const agree = await openWindow()

    opened.stub.revokeTokens()
    await opened.client.loadMe()
    const user = await agree('ben')

    expect(user.handle).to.equal('ben')
  })

  it('is not taken for failed by somebody who gave it up', async () => {
    opened.stub.fail(({ path }) => path === '/oauth/token', 'hang', 2)
    const reason = new Error('rather not')
    const controller = new AbortController()
    const signing = opened.client.signIn({ mode: 'popup', signal: controller.signal }).catch((error: unknown) => error)
    await until(opened.client.session, ({ status }) => status === 'signing-in')
    controller.abort(reason)

    expect(await signing).to.equal(reason)
    expect(opened.client.session.getSnapshot().status).to.equal('signed-out')
  })
})

function isSecondProof(headers: Headers): boolean {
  const claims = headers.get('dpop')?.split('.')[1] ?? ''
  return 'nonce' in JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/')))
}
