import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

async function composerWith(
  prompt: string,
  options: Parameters<typeof setUp>[0] = {},
  properties: Partial<Composer> = {},
): Promise<Page & { composer: Composer }> {
  const page = await setUp(options)
  const composer = page.mount('ai-composer', { prompt, ...properties })
  await one(composer, '[part=generate-button]')
  return { ...page, composer }
}

const press = async (composer: Composer, part: string): Promise<void> => {
  const button = (await one(composer, `[part=${part}]`)) as HTMLButtonElement
  await until(() => !button.disabled)
  button.click()
}

describe('<ai-composer> painting', () => {
  afterEach(tearDown)

  it('paints what the prompt says: previews first, then the picture with a proposed description', async () => {
    const { composer, stub } = await composerWith('a glass fox')
    const generated = next(composer, 'ai-composer-generated')

    await press(composer, 'generate-button')
    await until(() => stub.generations.has('generation-1') && composer.matches(':state(generating)'))
    stub.advance('generation-1', {
      status: 'running',
      previews: [{ variant: 0, index: 0, url: 'https://feed.test/p/0' }],
    })
    const preview = await one(composer, '[part=preview] img')
    await expectAccessible(composer)
    stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
    const { media } = await generated

    expect(preview.getAttribute('src')).to.equal('https://feed.test/p/0')
    expect(media[0]?.id).to.equal('fox')
    expect(((await one(composer, '[part=alt]')) as HTMLTextAreaElement).value).to.equal('A glass fox in the snow')
    expect(composer.matches(':state(ready)')).to.equal(true)
    await one(composer, '.ai-chip')
    await expectAccessible(composer)
  })

  it('posts nothing when the AI chip of the picture is pressed', async () => {
    const { composer, stub } = await composerWith('a glass fox')
    await press(composer, 'generate-button')
    await until(() => stub.generations.has('generation-1'))
    stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
    const chip = await one(composer, '.ai-chip')
    const form = chip.closest('form')

    let isSubmitted = false
    form?.addEventListener('submit', () => (isSubmitted = true))
    chip.click()

    expect(form).to.be.instanceOf(HTMLFormElement)
    expect(isSubmitted).to.equal(false)
  })

  it('asks for the chosen shape, number and source', async () => {
    const { composer, stub } = await composerWith('a fox', { posts: 1 }, { remixOf: 'post-1', count: 2 })
    const asked = next(composer, 'ai-composer-generate')

    all(composer, '.sizes button')[1]?.click()
    await composer.updateComplete
    await press(composer, 'generate-button')

    expect((await asked).request).to.deep.equal({ prompt: 'a fox', size: '1536x1024', count: 2, remixOf: 'post-1' })
    await until(() => stub.generations.size === 1)
  })

  it('paints nothing when the page cancels', async () => {
    const { composer, stub } = await composerWith('a fox')
    composer.addEventListener('ai-composer-generate', (event) => event.preventDefault())

    await composer.generate()

    expect(stub.seen('POST /v1/generations')).to.have.length(0)
  })

  it('stops when asked to, on the server too, and keeps the prompt', async () => {
    const { composer, stub } = await composerWith('a fox')
    const canceled = next(composer, 'ai-composer-canceled')
    await press(composer, 'generate-button')
    await until(() => stub.generations.has('generation-1'))

    await press(composer, 'cancel-button')
    await canceled

    expect(((await one(composer, '[part=prompt]')) as HTMLTextAreaElement).value).to.equal('a fox')
    await until(() => stub.generations.get('generation-1')?.status === 'canceled')
    expect(saidBy(composer)).to.contain('Your prompt is still here')
  })

  it('gives help when a prompt is refused, and does not call it an error', async () => {
    const { composer } = await composerWith('something forbidden')
    const refused = next(composer, 'ai-composer-refused')

    await press(composer, 'generate-button')

    expect((await refused).stage).to.equal('prompt')
    expect(composer.matches(':state(refused)')).to.equal(true)
    expect((await one(composer, '.help')).textContent).to.contain('Other words often help')
    expect(all(composer, '.danger')).to.have.length(0)
    await expectAccessible(composer)
  })

  it('says why there is no picture, and tries again', async () => {
    const { composer, stub } = await composerWith('a fox')
    stub.fail('POST /v1/generations', { code: 'generator_unavailable' }, 1)
    const failed = next(composer, 'ai-composer-failed')
    await press(composer, 'generate-button')
    expect((await failed).error.code).to.equal('generator_unavailable')
    expect((await one(composer, '.note.danger')).textContent).to.contain('cannot be reached')

    all(composer, '.note .ghost')[0]?.click()

    await until(() => stub.generations.has('generation-1'))
  })

  it('follows a picture again that the server goes on painting, and asks for no other', async () => {
    const { composer, stub } = await composerWith('a fox')
    const failed = next(composer, 'ai-composer-failed')
    await press(composer, 'generate-button')
    await until(() => stub.generations.has('generation-1') && composer.matches(':state(generating)'))
    stub.fail('GET /v1/generations', { code: 'internal' }, 1)
    stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
    await failed

    all(composer, '.note .ghost')[0]?.click()

    await until(() => composer.draft.pictures?.length === 1)
    expect([...stub.generations.keys()]).to.deep.equal(['generation-1'])
  })

  it('offers no second try where it cannot help', async () => {
    const { composer, stub } = await composerWith('a fox')
    stub.fail('POST /v1/generations', { code: 'quota_exceeded' }, 1)

    await press(composer, 'generate-button')

    expect((await one(composer, '.note.danger')).textContent).to.contain('used up')
    expect(all(composer, '.note .ghost')).to.have.length(0)
  })

  it('offers another try for a picture that was held back', async () => {
    const { composer, stub } = await composerWith('a fox')
    const refused = next(composer, 'ai-composer-refused')
    await press(composer, 'generate-button')
    await until(() => stub.generations.has('generation-1'))
    stub.advance('generation-1', {
      status: 'refused',
      error: { code: 'provider_refused', stage: 'output', category: 'violence', retryable: true },
    })
    expect((await refused).category).to.equal('violence')
    expect((await one(composer, '.help')).textContent).to.contain('The moment before or after may be')

    ;(await one(composer, '.help .ghost')).click()

    await until(() => stub.generations.has('generation-2'))
  })

  for (const [category, words] of [
    ['violence_graphic', 'Wounds and cruelty'],
    ['self_harm_intent', 'people who listen'],
    ['toString', 'Other words often help'],
    ['unheard_of', 'Other words often help'],
  ] as const)
    it(`tells a refusal in sentences and never by the server’s word: ${category}`, async () => {
      const { composer, stub } = await composerWith('a fox')
      await press(composer, 'generate-button')
      await until(() => stub.generations.has('generation-1'))

      const error = { code: 'provider_refused', stage: 'provider', category, retryable: false } as const
      stub.advance('generation-1', { status: 'refused', error })

      const help = await one(composer, '.help')
      expect(help.textContent).to.contain(words)
      expect(help.textContent).not.to.contain(category)
    })

  it('signs in first, then paints', async () => {
    const { composer, stub } = await composerWith('a fox', { isSignedOut: true })
    await until(() => composer.matches(':state(signed-out)'))

    await press(composer, 'generate-button')

    await until(() => stub.generations.has('generation-1'))
  })
})
