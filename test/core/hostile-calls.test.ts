import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { makePost } from '../support/wire-shapes.ts'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (isFeedError(error) ? error.code : String(error)),
  )

describe('a client whose surroundings', () => {
  let opened: StubbedClient
  const { timeout } = AbortSignal
  /** What takes half a minute takes no time. */
  const hurry = (): void => {
    AbortSignal.timeout = () => timeout.call(AbortSignal, 50)
  }
  beforeEach(() => {
    opened = openClient()
  })
  afterEach(() => {
    AbortSignal.timeout = timeout
    opened.closeAll()
  })

  it('have a fetch that neither answers nor hears of an abort stops waiting all the same', async () => {
    hurry()
    const client = opened.open({ fetch: () => new Promise(() => {}) })
    const reason = new Error('left')

    expect(await codeOf(client.loadPost('any'))).to.equal('timeout')
    expect(await codeOf(client.loadPost('any', { signal: AbortSignal.abort(reason) }))).to.equal(String(reason))
  })

  it('have a body that neither ends nor hears of an abort stops reading all the same', async () => {
    hurry()
    const client = opened.open({ fetch: async () => new Response(new ReadableStream()) })

    expect(await codeOf(client.loadPost('any'))).to.equal('timeout')
  })

  it('have a getToken that never settles and hears no abort is told that signing in failed', async () => {
    hurry()
    const client = opened.open({ getToken: () => new Promise(() => {}) })

    expect(await codeOf(client.signIn())).to.equal('sign_in_failed')
    expect(client.session.getSnapshot().status).to.equal('signed-out')
  })

  it('have no network for getToken keeps who is signed in', async () => {
    let isAway = false
    const getToken = async (): Promise<string> => {
      if (isAway) throw new TypeError('Failed to fetch')
      return 'anna'
    }
    const client = opened.open({ getToken })
    await client.signIn()
    isAway = true
    opened.stub.revokeTokens()
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
    try {
      expect(await codeOf(client.loadMe())).to.equal('offline')
    } finally {
      Reflect.deleteProperty(navigator, 'onLine')
    }
    isAway = false

    expect(client.session.getSnapshot().status).to.equal('signed-in')
    expect((await client.loadMe()).handle).to.equal('anna')
  })

  for (const [what, token] of [
    ['nothing', undefined],
    ['a number', 7],
    ['a symbol', Symbol('token')],
  ] as const)
    it(`have a getToken that gives ${what} is told that signing in failed`, async () => {
      const client = opened.open({ getToken: async () => token as unknown as string })

      expect(await codeOf(client.signIn())).to.equal('sign_in_failed')
      expect(opened.stub.seen('POST /oauth/token')).to.deep.equal([])
    })

  it('answer with another post takes it for none', async () => {
    opened.stub.addPost({ id: 'wanted' })
    const client = opened.open({ fetch: async () => Response.json(makePost({ id: 'other' })) })

    const { error, post } = await until(client.post('wanted'), (snapshot) => snapshot.error !== undefined)

    expect([await codeOf(client.loadPost('wanted')), error?.code, post]).to.deep.equal([
      'bad_response',
      'bad_response',
      undefined,
    ])
  })

  it('answer an edit with another post tries again and shows no other post', async () => {
    await opened.signIn()
    const mine = await (await opened.client.createPost({ text: 'Mine' })).done
    const before = await opened.client.loadPost(mine.id)
    // It would send the entry, too: the outbox is one.
    opened.client.close()
    const client = opened.open({
      fetch: async (input, init) =>
        new Request(input, init).method === 'PATCH'
          ? Response.json(makePost({ id: 'other' }))
          : opened.stub.fetch(input, init),
    })
    await until(client.session, ({ status }) => status === 'signed-in')

    const { id } = await client.editPost(before.id, { text: 'Changed' })
    const [entry] = await until(client.outbox, ([first]) => first?.error !== undefined)

    expect([entry?.error?.code, entry?.status]).to.deep.equal(['bad_response', 'waiting'])
    expect(client.post('other').getSnapshot().post).to.equal(undefined)
    await client.outbox.discard(id)
  })

  it('answer for a generation with another one has given no answer', async () => {
    await opened.signIn()
    const events = opened.client.generate({ prompt: 'fox' })[Symbol.asyncIterator]()
    const { value } = await events.next()
    const client = opened.open({
      fetch: async (input, init) => {
        const answer = await opened.stub.fetch(input, init)
        if (!new URL(new Request(input, init).url).pathname.startsWith('/v1/generations/') || !answer.ok) return answer
        return Response.json({ ...(await answer.json()), id: 'another' })
      },
    })
    await until(client.session, ({ status }) => status === 'signed-in')

    const id = value === undefined ? '' : value.id
    expect(await codeOf(client.resumeGeneration(id)[Symbol.asyncIterator]().next())).to.equal('bad_response')
    await events.return?.()
  })
})
