import type { FeedClient, PostDraft } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

const generateButton = async (composer: Element): Promise<HTMLButtonElement> =>
  (await one(composer, '[part=generate-button]')) as HTMLButtonElement

describe('<ai-composer> care for what somebody writes', () => {
  afterEach(tearDown)

  it('keeps a prompt that is too long, counts what is too much, and does not paint it', async () => {
    const { mount, stub } = await setUp()
    const composer = mount('ai-composer', { prompt: 'x'.repeat(4003) })
    const field = (await one(composer, '[part=prompt]')) as HTMLTextAreaElement

    await composer.generate()

    expect(field.value).to.have.length(4003)
    expect(field.hasAttribute('maxlength')).to.equal(false)
    expect((await one(composer, '[part=counter]')).textContent).to.equal('3 too many')
    expect((await generateButton(composer)).disabled).to.equal(true)
    expect(stub.seen('POST /v1/generations')).to.have.length(0)
  })

  it('keeps a text that is too long when it is posted by a key, and says why it was not', async () => {
    const { mount, stub } = await setUp()
    const composer = mount('ai-composer', { draft: { text: 'x'.repeat(40_000) } })
    const field = (await one(composer, '[part=caption]')) as HTMLTextAreaElement
    const failed = next(composer, 'ai-composer-failed')

    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }))

    expect((await failed).error.code).to.equal('invalid_field')
    expect((await one(composer, '.note')).textContent).to.contain('Not posted. Something in it is too long')
    expect(composer.draft.text).to.have.length(40_000)
    expect(stub.seen('POST /v1/posts')).to.have.length(0)
  })

  it('refuses a text that is named like a picture as soon as it is chosen', async () => {
    const { mount } = await setUp()
    const composer = mount('ai-composer')

    await composer.addFile(new File(['hello, no picture'], 'fake.jpg', { type: 'image/jpeg' }))

    expect((await one(composer, '.note')).textContent).to.contain('This picture cannot be read.')
    expect(all(composer, '.local, [part=post-button]')).to.have.length(0)
    composer.reset()
    await until(() => all(composer, '.note').length === 0)
  })

  it('takes the help for a refused prompt away when the prompt is changed', async () => {
    const { mount } = await setUp()
    const composer = mount('ai-composer', { prompt: 'something forbidden' })
    ;(await generateButton(composer)).click()
    await one(composer, '.help')
    const field = (await one(composer, '[part=prompt]')) as HTMLTextAreaElement

    field.value = ''
    field.dispatchEvent(new Event('input', { bubbles: true }))

    await until(() => all(composer, '.help').length === 0)
  })

  it('hands the focus on: to Cancel while it paints, to the words when the picture is ready', async () => {
    const { mount, stub } = await setUp()
    const composer = mount('ai-composer', { prompt: 'a fox' })
    const button = await generateButton(composer)
    button.focus()
    button.click()
    await until(() => composer.shadowRoot?.activeElement?.matches('[part=cancel-button]'))

    await until(() => stub.generations.has('generation-1'))
    stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })

    await until(() => composer.shadowRoot?.activeElement?.matches('[part=caption]'))
  })

  it('takes no focus from elsewhere when the picture is ready', async () => {
    const { mount, stub } = await setUp()
    const composer = mount('ai-composer', { prompt: 'a fox' })
    const elsewhere = composer.parentElement!.appendChild(document.createElement('button'))
    const generated = next(composer, 'ai-composer-generated')
    ;(await generateButton(composer)).click()
    await until(() => stub.generations.has('generation-1'))
    elsewhere.focus()

    stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
    await generated

    expect(document.activeElement).to.equal(elsewhere)
  })

  it('shows previews sharp, the one before below the newest, in a picture that leaves Post in reach', async () => {
    const { mount, stub } = await setUp()
    const composer = mount('ai-composer', { prompt: 'a fox' })
    ;(await generateButton(composer)).click()
    await until(() => stub.generations.has('generation-1'))

    for (const index of [0, 1])
      stub.advance('generation-1', {
        status: 'running',
        previews: [{ variant: 0, index, url: `https://feed.test/p/${index}` }],
      })
    const latest = await one(composer, '[part=preview] img[data-step="1"]')

    expect(getComputedStyle(latest).filter).to.equal('none')
    expect((await one(composer, '.stage')).getBoundingClientRect().height).to.be.at.most(innerHeight * 0.45)
  })
})

describe('<ai-composer> while a post is made ready', () => {
  afterEach(tearDown)

  /** A client that takes a post only when it is told to. */
  async function slowComposer(): Promise<Page & { composer: HTMLElementTagNameMap['ai-composer']; go: () => void }> {
    const page = await setUp()
    const { promise, resolve } = Promise.withResolvers<void>()
    const client = {
      ...page.client,
      createPost: (draft: PostDraft) => promise.then(() => page.client.createPost(draft)),
    }
    const composer = page.mount('ai-composer', { client: client satisfies FeedClient, draft: { text: 'First' } })
    await one(composer, 'form')
    return { ...page, composer, go: resolve }
  }

  it('says that it is posting', async () => {
    const { composer, go } = await slowComposer()

    void composer.post()
    const note = await one(composer, '.note')

    expect(note.textContent).to.contain('Posting…')
    expect(composer.matches(':state(posting)')).to.equal(true)
    go()
    await next(composer, 'ai-composer-posted')
  })

  it('keeps what is written meanwhile', async () => {
    const { composer, stub, go } = await slowComposer()
    const queued = next(composer, 'ai-composer-queued')

    void composer.post()
    await until(() => composer.matches(':state(posting)'))
    composer.draft = { text: 'First, and more' }
    go()
    await queued
    const kept = composer.draft.text
    await until(() => stub.posts.size === 1)

    expect(kept).to.equal('First, and more')
    expect(stub.seen('POST /v1/posts')[0]?.body).to.include({ text: 'First' })
  })
})
