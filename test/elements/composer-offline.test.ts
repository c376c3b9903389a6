import { FeedError } from '@ai-feed/core'
import type { PostDraft } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setOnline, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

describe('<ai-composer> offline', () => {
  afterEach(tearDown)

  it('posts by itself once it is online where a part of the client is missing', async () => {
    const page = await setUp()
    let isMissing = true
    const client = {
      ...page.client,
      createPost: (draft: PostDraft) =>
        isMissing ? Promise.reject(new FeedError('offline', 'a part is missing')) : page.client.createPost(draft),
    }
    const composer = page.mount('ai-composer', { client, draft: { text: 'Later' } })
    await one(composer, '[part=post-button]')
    setOnline(false)
    void composer.post()
    await until(() => all(composer, '.note').some(({ textContent }) => textContent?.includes('leave this page open')))
    const kept = composer.draft.text
    const posted = next(composer, 'ai-composer-posted')

    isMissing = false
    setOnline(true)
    dispatchEvent(new Event('online'))

    expect((await posted).post.text).to.deep.equal([{ type: 'text', text: 'Later' }])
    expect(kept).to.equal('Later')
  })

  it('says of a post that it was not posted, and keeps it, where a part of the client does not come', async () => {
    const page = await setUp()
    const client = { ...page.client, createPost: () => Promise.reject(new FeedError('offline', 'a part is missing')) }
    const composer = page.mount('ai-composer', { client, draft: { text: 'Later' } })
    await one(composer, '[part=post-button]')

    await composer.post()

    expect((await one(composer, '.note.danger')).textContent).to.contain('Not posted. There is no connection.')
    expect(composer.draft.text).to.equal('Later')
  })

  /** A composer that was asked to paint while there was no connection. */
  async function waiting(options: Parameters<typeof setUp>[0] = {}): Promise<Page & { composer: Composer }> {
    const page = await setUp(options)
    const composer = page.mount('ai-composer', { prompt: 'a fox' })
    const button = await one(composer, '[part=generate-button]')
    await until(() => composer.matches(':state(signed-out)') === Boolean(options?.isSignedOut))
    setOnline(false)
    button.click()
    return { ...page, composer }
  }

  function comeOnline(): void {
    setOnline(true)
    dispatchEvent(new Event('online'))
  }

  /** What was asked to be painted. A request that is sent again, with a nonce for example, asks for the same. */
  const promptsOf = ({ stub }: Page): unknown[] => {
    const asked = stub.seen('POST /v1/generations').map(({ headers, body }) => {
      return [headers.get('idempotency-key'), (body as { prompt: string }).prompt] as const
    })
    return [...new Map(asked).values()]
  }

  it('paints by itself once it is online, once, and says so as quietly as other help', async () => {
    const page = await waiting()
    const { composer } = page
    const help = await one(composer, '.hint.quiet')
    const sentence = help.textContent
    const { fontWeight } = getComputedStyle(help)

    comeOnline()
    comeOnline()
    await until(() => page.stub.generations.has('generation-1') && composer.matches(':state(generating)'))
    const generated = next(composer, 'ai-composer-generated')
    page.stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
    await generated

    expect(sentence).to.contain('Painting begins by itself once you are online')
    expect(fontWeight).to.equal('400')
    expect(all(composer, '.notice, .danger')).to.have.length(0)
    expect(promptsOf(page)).to.deep.equal(['a fox'])
  })

  it('paints what the prompt says then', async () => {
    const page = await waiting()
    const field = (await one(page.composer, '[part=prompt]')) as HTMLTextAreaElement
    field.value = 'two foxes'
    field.dispatchEvent(new Event('input', { bubbles: true }))

    comeOnline()

    await until(() => promptsOf(page).length > 0)
    expect(promptsOf(page)).to.deep.equal(['two foxes'])
  })

  for (const [what, change] of [
    ['was called off', (composer) => all(composer, '[part=cancel-button]')[0]?.click()],
    ['has no prompt any more', (composer) => void (composer.draft = { prompt: '' })],
    ['is to have no picture', (composer) => all(composer, '[aria-pressed=false]').at(-1)?.click()],
    ['is emptied', (composer) => composer.reset()],
  ] as readonly (readonly [string, (composer: Composer) => void])[])
    it(`paints nothing once it is online for a post that ${what}`, async () => {
      const page = await waiting()
      await one(page.composer, '[part=cancel-button]')

      change(page.composer)
      await page.composer.updateComplete
      comeOnline()
      await until(() => all(page.composer, '[part=cancel-button]').length === 0)
      await new Promise((resolve) => setTimeout(resolve))

      expect(promptsOf(page)).to.deep.equal([])
    })

  it('opens no window by itself for somebody who is signed out', async () => {
    const page = await waiting({ isSignedOut: true })
    const help = await one(page.composer, '.hint.quiet')
    const sentence = help.textContent

    comeOnline()

    expect(sentence).to.contain('Generating needs a connection')
    await one(page.composer, '[part=generate-button]')
    expect(promptsOf(page)).to.deep.equal([])
  })

  it('posts what is written while a picture waits for the connection', async () => {
    const { composer } = await waiting()
    composer.draft = { text: 'Never mind the fox' }
    await one(composer, '[part=post-button]')
    const queued = next(composer, 'ai-composer-queued')

    void composer.post()

    await queued
    expect(composer.draft.text).to.equal(undefined)
  })
})
