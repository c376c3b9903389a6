import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
import { one, setUp, tearDown, until } from './setup.ts'

describe('<ai-composer> on its way', () => {
  afterEach(tearDown)

  for (const widthPx of [280, 320, 416, 472, 560, 640])
    for (const language of ['en', 'de'])
      for (const letterSpacing of ['-0.03em', '0.06em'])
        it(`is as high as it will be: ${widthPx} px, ${language}, letters at ${letterSpacing}`, async () => {
          const { mount } = await setUp()
          const composer = mount('ai-composer', { lang: language })
          composer.style.inlineSize = `${widthPx}px`
          composer.style.letterSpacing = letterSpacing
          await composer.updateComplete
          const height = (): number => composer.getBoundingClientRect().height
          const before = height()

          await one(composer, 'form')
          const drawn = height()
          await one(composer, '.hint')

          expect([drawn, height()]).to.deep.equal([before, before])
        })

  it('has its controls where they will be before it knows what is left for today', async () => {
    const { mount, stub } = await setUp()
    const heightOfControls = async (selector: string): Promise<number> => {
      const composer = mount('ai-composer')
      await until(() => composer.shadowRoot?.querySelector(selector))
      return (await one(composer, '.tools')).getBoundingClientRect().height
    }
    const told = await heightOfControls('.hint')
    stub.fail('GET /v1/me', 'hang')

    expect(await heightOfControls('form')).to.equal(told)
  })

  for (const widthPx of [320, 560])
    it(`is as high as it will be for a comment: ${widthPx} px`, async () => {
      const { mount, stub } = await setUp()
      const { id } = stub.addPost()
      const composer = mount('ai-composer', { commentOn: id, place: 'thread', modes: 'upload' })
      composer.style.inlineSize = `${widthPx}px`
      await composer.updateComplete
      const before = composer.getBoundingClientRect().height

      await one(composer, 'form')

      expect(composer.getBoundingClientRect().height).to.equal(before)
    })

  it('stays as high when the first words about a picture are written in a narrow column', async () => {
    const { mount, stub } = await setUp()
    const composer = mount('ai-composer', { prompt: 'a glass fox' })
    composer.style.inlineSize = '320px'
    ;(await one(composer, '[part=generate-button]:enabled')).click()
    await until(() => stub.generations.has('generation-1'))
    stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
    await one(composer, '[part=policies]')
    await one(composer, '[part=post-button]')
    const before = composer.getBoundingClientRect().height

    composer.draft = { text: 'First words' }
    await composer.updateComplete

    expect(composer.getBoundingClientRect().height).to.equal(before)
  })
})
