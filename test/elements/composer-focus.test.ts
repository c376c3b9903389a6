import { sendKeys } from '@web/test-runner-commands'
import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

const focused = (composer: Composer): Element | null | undefined => composer.shadowRoot?.activeElement

/** Goes on by Tab until the focus is on what was meant, as somebody without a mouse does. */
async function tabTo(composer: Composer, selector: string): Promise<HTMLElement> {
  for (let steps = 0; steps < 40; steps++) {
    const at = focused(composer)
    if (at?.matches(selector)) return at as HTMLElement
    await sendKeys({ press: 'Tab' })
  }
  throw new Error(`Tab never reaches ${selector}`)
}

const holdsFocus = (composer: Composer, selector: string): Promise<unknown> =>
  until(() => focused(composer)?.matches(selector), `focus on ${selector}`)

describe('<ai-composer> by keyboard', () => {
  afterEach(tearDown)

  it('paints, chooses, describes, consents and posts, and has the focus after each step', async () => {
    const { mount, stub } = await setUp()
    const composer = mount('ai-composer', { count: 2 })
    await one(composer, '[part=prompt]')
    composer.focus()
    await holdsFocus(composer, '[part=prompt]')
    await sendKeys({ type: 'a fox' })
    await tabTo(composer, '[part=generate-button]')
    await sendKeys({ press: 'Enter' })
    await holdsFocus(composer, '[part=cancel-button]')

    await until(() => stub.generations.has('generation-1'))
    const media = ['one', 'two'].map((id) => makeMedia(id, { alt: `A ${id}` }))
    stub.advance('generation-1', { status: 'succeeded', media })
    await holdsFocus(composer, '[part=caption]')
    await sendKeys({ type: 'Look' })
    composer.shadowRoot?.querySelector<HTMLElement>('.variant button')?.focus()
    await tabTo(composer, '.variant button[aria-label="Picture 2 of 2"]')
    await sendKeys({ type: ' ' })
    await until(() => all(composer, '[part=alt]').some((field) => (field as HTMLTextAreaElement).value === 'A two'))
    const afterChoice = focused(composer)?.getAttribute('aria-label')
    await tabTo(composer, '[part=alt]')
    await sendKeys({ press: 'End' })
    await sendKeys({ type: ' asleep' })
    const consent = (await tabTo(composer, '[role=switch]')) as HTMLInputElement
    await sendKeys({ type: ' ' })
    await tabTo(composer, 'summary')
    await sendKeys({ press: 'Enter' })
    await tabTo(composer, 'select[aria-describedby="remixPolicy-means"]')
    await expectAccessible(composer)
    await tabTo(composer, '[part=post-button]')
    const posted = next(composer, 'ai-composer-posted')
    const isAllowed = consent.checked
    await sendKeys({ press: 'Enter' })
    await posted

    const [request] = stub.seen('POST /v1/posts')
    expect(afterChoice).to.equal('Picture 2 of 2')
    expect(isAllowed).to.equal(true)
    expect(request?.body).to.deep.include({
      text: 'Look',
      media: [{ id: 'two', alt: 'A two asleep' }],
      aiPreferences: { training: 'allow' },
    })
    await holdsFocus(composer, 'textarea')
  })

  it('has the focus in the prompt after a cancel, and where a picture comes back by after the last one is let go', async () => {
    const { mount, stub } = await setUp()
    const composer = mount('ai-composer', { prompt: 'a fox' })
    ;(await one(composer, '[part=generate-button]')).focus()
    await sendKeys({ press: 'Enter' })
    await holdsFocus(composer, '[part=cancel-button]')
    await sendKeys({ press: 'Enter' })
    await holdsFocus(composer, '[part=prompt]')

    ;(await tabTo(composer, '[part=generate-button]')).focus()
    await sendKeys({ press: 'Enter' })
    await until(() => stub.generations.has('generation-2'))
    stub.advance('generation-2', { status: 'succeeded', media: [makeMedia('fox')] })
    ;(await one(composer, '.remove')).focus()
    await sendKeys({ press: 'Enter' })

    await holdsFocus(composer, '[data-undo]')
  })

  it('has the focus where one writes after a refused post was discarded', async () => {
    const { mount, client } = await setUp()
    const composer = mount('ai-composer', { draft: { text: 'refuse me' } })
    await one(composer, '[part=post-button]')
    void composer.post()
    const discard = await until(() =>
      all(composer, '.note button').find(({ textContent }) => textContent?.trim() === 'Discard'),
    )
    discard.focus()

    await sendKeys({ press: 'Enter' })
    await holdsFocus(composer, '[data-keep]')
    await sendKeys({ press: 'Shift+Tab' })
    await sendKeys({ press: 'Enter' })

    await holdsFocus(composer, 'textarea')
    await until(() => client.outbox.getSnapshot().length === 0)
  })
})
