import { expect } from '@open-wc/testing'
import { next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

describe('<ai-composer> while somebody signs in', () => {
  afterEach(tearDown)

  /** A composer of somebody signed out, and what lets the sign-in through that it asks for. */
  async function signingIn(
    properties: Partial<HTMLElementTagNameMap['ai-composer']>,
  ): Promise<Page & { composer: HTMLElementTagNameMap['ai-composer']; letIn: (token: string) => void }> {
    const { promise, resolve } = Promise.withResolvers<string>()
    const page = await setUp({ isSignedOut: true, getToken: () => promise })
    const composer = page.mount('ai-composer', properties)
    await one(composer, 'form')
    await until(() => composer.matches(':state(signed-out)'))
    return { ...page, composer, letIn: resolve }
  }

  it('posts the words as they stand once the sign-in is through, and tells the page again', async () => {
    const { composer, client, stub, letIn } = await signingIn({ draft: { text: 'First' } })
    const told: (string | undefined)[] = []
    composer.addEventListener('ai-composer-post', ({ draft }) => told.push(draft.text))
    const posted = next(composer, 'ai-composer-posted')

    void composer.post()
    await until(() => client.session.getSnapshot().status === 'signing-in')
    composer.draft = { text: 'First, and more' }
    letIn('anna')
    await posted

    expect([...stub.posts.values()].map(({ post }) => post.text)).to.deep.equal([
      [{ type: 'text', text: 'First, and more' }],
    ])
    expect(told).to.deep.equal(['First', 'First, and more'])
    expect(composer.draft.text).to.equal(undefined)
  })

  it('paints the prompt as it stands then, once however often it was asked for', async () => {
    const { composer, client, stub, letIn } = await signingIn({ prompt: 'a fox' })

    void composer.generate()
    await until(() => client.session.getSnapshot().status === 'signing-in')
    void composer.generate()
    composer.draft = { prompt: 'two foxes' }
    letIn('anna')
    await until(() => stub.generations.size > 0)

    // The first try may be for the server's nonce: it is the same key that counts.
    const asked = stub.seen('POST /v1/generations')
    expect(new Set(asked.map(({ headers }) => headers.get('idempotency-key'))).size).to.equal(1)
    expect(asked.map(({ body }) => (body as { prompt: string }).prompt))
      .to.include('two foxes')
      .and.not.include('a fox')
  })

  it('says before the click that a sign-in comes first, also when one has run out', async () => {
    const { mount, client } = await setUp()
    const user = await client.loadUser('anna')
    const session = { getSnapshot: () => expired, subscribe: () => () => {} }
    const expired = { status: 'expired' as const, user }

    const composer = mount('ai-composer', { client: { ...client, session }, draft: { prompt: 'a fox' } })

    expect((await one(composer, '.hint')).textContent).to.contain('You will sign in first.')
  })

  it('posts nothing and keeps the words when the page then prevents it', async () => {
    const { composer, client, stub, letIn } = await signingIn({ draft: { text: 'First' } })
    composer.addEventListener('ai-composer-post', (event) => {
      if (event.draft.text !== 'First') event.preventDefault()
    })

    const ended = composer.post()
    await until(() => client.session.getSnapshot().status === 'signing-in')
    composer.draft = { text: 'Something else' }
    letIn('anna')
    await ended

    expect(stub.seen('POST /v1/posts')).to.have.length(0)
    expect(composer.draft.text).to.equal('Something else')
  })
})
