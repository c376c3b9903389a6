import { sendKeys } from '@web/test-runner-commands'
import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

async function composerWith(
  properties: Partial<Composer>,
  options: Parameters<typeof setUp>[0] = {},
): Promise<Page & { composer: Composer }> {
  const page = await setUp(options)
  const composer = page.mount('ai-composer', properties)
  await one(composer, 'form')
  return { ...page, composer }
}

async function picture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(40, 30)
  canvas.getContext('2d')?.fillRect(0, 0, 20, 30)
  return canvas.convertToBlob({ type: 'image/png' })
}

const focused = (composer: Composer): Element | null | undefined => composer.shadowRoot?.activeElement

const button = (composer: Composer, words: string): Promise<HTMLElement> =>
  until(
    () => all(composer, 'button').find((found) => (found.ariaLabel ?? found.textContent).trim() === words),
    `button ${words}`,
  )

describe('<ai-composer> and what is taken out of it', () => {
  afterEach(tearDown)

  it('brings a picture of this device back where it was, with its words', async () => {
    const [one_, two, three] = [await picture(), await picture(), await picture()]
    const pictures = [one_, two, three].map((file, index) => ({ file, alt: `Fox ${index + 1}` }))
    const { composer } = await composerWith({ draft: { pictures } })
    const remove = await button(composer, 'Remove picture 2 of 3')
    remove.focus()

    await sendKeys({ press: 'Enter' })
    await until(() => focused(composer)?.matches('[data-undo]'))
    const said = saidBy(composer)
    const left = composer.draft.pictures?.map(({ alt }) => alt)
    await expectAccessible(composer)
    await sendKeys({ press: 'Enter' })

    await until(() => composer.draft.pictures?.length === 3)
    expect(left).to.deep.equal(['Fox 1', 'Fox 3'])
    expect(said).to.equal('Picture removed.')
    expect(composer.draft.pictures?.map(({ alt }) => alt)).to.deep.equal(['Fox 1', 'Fox 2', 'Fox 3'])
    await until(() => saidBy(composer) === 'It is back.')
    await until(() => focused(composer)?.matches('textarea'))
    expect(all(composer, '[data-undo]')).to.have.length(0)
  })

  it('brings painted pictures back that were paid for, with their words', async () => {
    const { composer, stub } = await composerWith({ prompt: 'a fox' })
    const generated = next(composer, 'ai-composer-generated')
    void composer.generate()
    await until(() => stub.generations.has('generation-1'))
    stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
    await generated
    const alt = (await one(composer, '[part=alt]')) as HTMLTextAreaElement
    alt.value = 'A fox in my own words'
    alt.dispatchEvent(new Event('input', { bubbles: true }))

    ;(await button(composer, 'Remove picture')).click()
    await until(() => composer.draft.pictures === undefined)
    ;(await button(composer, 'Undo')).click()

    await until(() => composer.draft.pictures?.length === 1)
    expect(composer.draft.pictures).to.deep.equal([{ mediaId: 'fox', alt: 'A fox in my own words' }])
  })

  it('keeps the offer while words are written, and takes it away with the post', async () => {
    const { composer } = await composerWith({ draft: { pictures: [{ file: await picture(), alt: '' }] } })
    ;(await button(composer, 'Remove picture')).click()
    await button(composer, 'Undo')

    composer.draft = { text: 'Without it' }
    await composer.updateComplete
    const offers = all(composer, '[data-undo]').length
    const posted = next(composer, 'ai-composer-posted')
    void composer.post()
    await posted

    expect(offers).to.equal(1)
    await until(() => all(composer, '[data-undo]').length === 0)
  })

  it('takes no picture back for which there is no room, and says so', async () => {
    const { composer } = await composerWith({ draft: { pictures: [{ file: await picture(), alt: 'First' }] } })
    ;(await button(composer, 'Remove picture')).click()
    for (let number = 0; number < 4; number++) await composer.addFile(await picture())

    ;(await button(composer, 'Undo')).click()

    await until(() => all(composer, '.note.danger')[0]?.textContent?.includes('four pictures at most'))
    expect(composer.draft.pictures).to.have.length(4)
    await button(composer, 'Undo')
  })

  it('brings everything back after a start over, until something else is written', async () => {
    const { composer } = await composerWith({ draft: { text: 'x'.repeat(3000), commentPolicy: 'nobody' } })
    await composer.post()
    ;(await button(composer, 'Start over')).click()
    await until(() => composer.draft.text === undefined)

    ;(await button(composer, 'Undo')).click()
    await until(() => composer.draft.text?.length === 3000)
    const policy = composer.draft.commentPolicy
    await composer.post()
    ;(await button(composer, 'Start over')).click()
    await button(composer, 'Undo')
    composer.draft = { text: 'Something else' }

    expect(policy).to.equal('nobody')
    await until(() => all(composer, '[data-undo]').length === 0)
  })

  it('asks before a refused post is discarded, and keeps it by Escape', async () => {
    const { composer, client } = await composerWith({ draft: { text: 'refuse me' } })
    const failed = next(composer, 'ai-composer-failed')
    void composer.post()
    await failed
    ;(await button(composer, 'Discard')).focus()

    await sendKeys({ press: 'Enter' })
    await until(() => focused(composer)?.textContent?.trim() === 'Keep it')
    await expectAccessible(composer)
    const entries = client.outbox.getSnapshot().length
    await sendKeys({ press: 'Escape' })
    await until(() => focused(composer)?.textContent?.trim() === 'Discard')
    await sendKeys({ press: 'Enter' })
    ;(await one(composer, '.note .danger')).click()

    await until(() => client.outbox.getSnapshot().length === 0)
    expect(entries).to.equal(1)
    await until(() => all(composer, '.note').length === 0)
  })
})
