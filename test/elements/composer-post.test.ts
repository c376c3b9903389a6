import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

async function composerWith(
  draft: Composer['draft'],
  options: Parameters<typeof setUp>[0] = {},
): Promise<Page & { composer: Composer }> {
  const page = await setUp(options)
  const composer = page.mount('ai-composer', { draft })
  await one(composer, 'form')
  return { ...page, composer }
}

async function picture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(40, 30)
  canvas.getContext('2d')?.fillRect(0, 0, 20, 30)
  return canvas.convertToBlob({ type: 'image/png' })
}

const caption = async (composer: Composer): Promise<HTMLTextAreaElement> =>
  (await one(composer, '[part=caption]')) as HTMLTextAreaElement

const { createImageBitmap } = globalThis

describe('<ai-composer> posting', () => {
  afterEach(() => {
    globalThis.createImageBitmap = createImageBitmap
    tearDown()
  })

  it('posts text: queued when it is stored, posted when the server has it', async () => {
    const { composer, stub } = await composerWith({ text: 'Hello' })
    const queued = next(composer, 'ai-composer-queued')
    const posted = next(composer, 'ai-composer-posted')

    ;(await one(composer, '[part=post-button]')).click()

    expect((await queued).entryId).to.be.a('string')
    expect((await posted).post.text).to.deep.equal([{ type: 'text', text: 'Hello' }])
    expect(composer.draft.text).to.equal(undefined)
    expect(stub.posts.size).to.equal(1)
  })

  it('sends no consent to training unless somebody gives it', async () => {
    const { composer } = await composerWith({ text: 'Hello' })
    const drafts: string[] = []
    composer.addEventListener('ai-composer-post', (event) => {
      event.preventDefault()
      drafts.push(event.draft.aiPreferences?.training ?? '')
    })

    await composer.post()
    const consent = (await one(composer, '[role=switch]')) as HTMLInputElement
    const sentence = consent.closest('label')?.textContent
    consent.click()
    await composer.updateComplete
    await composer.post()

    expect(drafts).to.deep.equal(['deny', 'allow'])
    expect(sentence).to.contain('not for training')
    await expectAccessible(composer)
  })

  it('counts characters as readers do, and refuses too many', async () => {
    const { composer } = await composerWith({ text: '👩‍👩‍👧‍👦'.repeat(1900) })
    const before = (await one(composer, '[part=counter]')).textContent

    composer.draft = { text: 'é'.repeat(2001) }
    await composer.updateComplete

    expect(before).to.equal('100 left')
    expect((await one(composer, '[part=counter]')).textContent).to.equal('1 too many')
    expect(((await one(composer, '[part=post-button]')) as HTMLButtonElement).disabled).to.equal(true)
  })

  it('takes a picture file, draws it on a canvas, and asks for a description', async () => {
    const { composer } = await composerWith({})

    await composer.addFile(await picture())
    const canvas = (await one(composer, '.local')) as HTMLCanvasElement
    await until(() => canvas.width === 40)

    expect(((await one(composer, '[part=alt]')) as HTMLTextAreaElement).value).to.equal('')
    expect(all(composer, '[part=prompt]')).to.have.length(0)
    await expectAccessible(composer)
  })

  it('takes pictures by paste and by drop', async () => {
    const { composer } = await composerWith({})
    const data = new DataTransfer()
    data.items.add(new File([await picture()], 'fox.png', { type: 'image/png' }))
    const form = await one(composer, 'form')

    const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true })
    // Firefox leaves files out of a paste that a script makes, and not out of one that a person does.
    Object.defineProperty(paste, 'clipboardData', { value: data })
    form.dispatchEvent(paste)
    form.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))

    await until(() => all(composer, '.local').length === 2)
  })

  it('posts no words without the picture that is being looked at, and none of a draft that is over', async () => {
    const { composer, stub } = await composerWith({ text: 'With a picture' })
    const look = Promise.withResolvers<ImageBitmap>()
    globalThis.createImageBitmap = () => look.promise
    const added = composer.addFile(new File(['a picture'], 'a.png', { type: 'image/png' }))
    await until(() => all(composer, '[part=file-button][aria-busy=true]').length > 0)

    await composer.post()
    const isDisabled = ((await one(composer, '[part=post-button]')) as HTMLButtonElement).disabled
    composer.reset()
    look.resolve({ close: () => {} } as ImageBitmap)
    await added

    expect(isDisabled).to.equal(true)
    expect(stub.seen('POST /v1/posts')).to.have.length(0)
    expect(composer.draft.pictures ?? []).to.have.length(0)
    expect(all(composer, '[aria-busy=true]')).to.have.length(0)
  })

  it('refuses a file that is no picture in a sentence', async () => {
    const { composer } = await composerWith({})

    await composer.addFile(new Blob(['%PDF'], { type: 'application/pdf' }))

    expect((await one(composer, '.note')).textContent).to.contain('Only PNG, JPEG, WebP and AVIF')
  })

  it('says what a post waits for when the network is away, and sends it later', async () => {
    const { composer, stub } = await composerWith({ text: 'Later' })
    stub.fail('POST /v1/posts', 'offline', 1)

    ;(await one(composer, '[part=post-button]')).click()
    await until(() => all(composer, '.note')[0]?.textContent?.trim().startsWith('Saved. Goes out'))

    expect(composer.matches(':state(queued)')).to.equal(true)
    await expectAccessible(composer)
  })

  it('posts the next one while the first still waits', async () => {
    const { composer, client, stub } = await composerWith({ text: 'First' })
    stub.fail('POST /v1/posts', 'offline', 99)
    void composer.post()
    await until(() => composer.matches(':state(queued)'))

    composer.draft = { text: 'Second' }
    const button = (await one(composer, '[part=post-button]:not([disabled])')) as HTMLButtonElement
    button.click()

    await until(() => client.outbox.getSnapshot().length === 2)
    expect(client.outbox.getSnapshot().map(({ draft }) => draft?.text)).to.deep.equal(['First', 'Second'])
  })

  it('says of a post behind one that cannot go out that it is saved', async () => {
    const { composer, stub } = await composerWith({ text: 'First' })
    stub.fail('POST /v1/posts', { code: 'storage_full', retryAfter: 60 }, 99)
    void composer.post()
    await until(() => composer.matches(':state(queued)'))

    composer.draft = { text: 'Second' }
    const queued = next(composer, 'ai-composer-queued')
    void composer.post()
    await queued
    await until(() => all(composer, '.note')[0]?.textContent?.includes('Saved. Goes out as soon as the server answers'))

    expect(composer.matches(':state(queued)')).to.equal(true)
  })

  it('makes one post of two clicks', async () => {
    const { composer, client, stub } = await composerWith({ text: 'Only once' })
    const file = await picture()
    await composer.addFile(file)
    const button = await one(composer, '[part=post-button]:not([disabled])')
    const posted = next(composer, 'ai-composer-posted')

    button.click()
    button.click()
    await posted

    await until(() => client.outbox.getSnapshot().length === 0)
    expect(stub.seen('POST /v1/posts')).to.have.length(1)
  })

  it('writes a comment with the post above it', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    const composer = mount('ai-composer', { commentOn: 'post-1' })
    expect((await one(composer, '.parent b')).textContent).to.contain('Commenting on @ben')
    const field = await caption(composer)

    field.value = 'Yes!'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await composer.updateComplete
    ;(await one(composer, '[part=post-button]')).click()

    await until(() => stub.posts.size === 2)
    expect(stub.seen('POST /v1/posts')[0]?.body).to.include({ commentOn: 'post-1', text: 'Yes!' })
  })

  it('proposes the prompt of the picture that is remixed', async () => {
    const { mount, stub } = await setUp()
    const { makeMedia } = await import('../support/wire-shapes.ts')
    stub.addPost({ media: [makeMedia('fox')] })

    const composer = mount('ai-composer', { remixOf: 'post-1' })

    const prompt = (await one(composer, '[part=prompt]')) as HTMLTextAreaElement
    await until(() => prompt.value === 'a glass fox in the snow')
  })

  it('never submits the form of the page around it', async () => {
    const { composer } = await composerWith({ text: 'Hello' })
    const form = document.createElement('form')
    let submissions = 0
    form.addEventListener('submit', () => (submissions += 1))
    composer.parentElement?.append(form)
    form.append(composer)

    ;(await one(composer, '[part=post-button]')).click()
    await next(composer, 'ai-composer-posted')

    expect(submissions).to.equal(0)
  })
})
