import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

/** A composer that has painted so many pictures. */
async function painted(ids: readonly string[]): Promise<Page & { composer: Composer }> {
  const page = await setUp()
  const composer = page.mount('ai-composer', { prompt: 'a fox', count: ids.length })
  const generated = next(composer, 'ai-composer-generated')
  void composer.generate()
  await until(() => page.stub.generations.has('generation-1'))
  page.stub.advance('generation-1', { status: 'succeeded', media: ids.map((id) => makeMedia(id, { alt: `A ${id}` })) })
  await generated
  await one(composer, '[part=alt]')
  return { ...page, composer }
}

const choose = (select: HTMLElement, value: string): void => {
  ;(select as HTMLSelectElement).value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
}

describe('<ai-composer> choices of pictures', () => {
  afterEach(tearDown)

  it('offers the sizes that the server paints, and asks for none that it does not', async () => {
    const page = await setUp()
    page.stub.limits = { sizes: ['512x512', '768x512', '1536x1024'] }
    const composer = page.mount('ai-composer', { prompt: 'a fox', size: '1024x1024' })
    const asked = next(composer, 'ai-composer-generate')

    await until(() => all(composer, '.sizes button')[0]?.title === 'Square, 512 × 512')
    const labels = all(composer, '.sizes button').map((button) => button.getAttribute('aria-label'))
    await expectAccessible(composer)
    void composer.generate()

    expect(labels).to.deep.equal(['Square', 'Landscape, 768 × 512', 'Landscape, 1536 × 1024'])
    expect((await asked).request).to.deep.equal({ prompt: 'a fox', count: 1 })
  })

  it('asks for as many pictures as somebody chooses, and says before what they take', async () => {
    const { mount } = await setUp()
    const composer = mount('ai-composer', { prompt: 'a fox' })
    await until(() => all(composer, '.hint')[0]?.textContent === '47 pictures left today')

    choose(await one(composer, '.count'), '3')
    await composer.updateComplete
    const cost = all(composer, '.hint')[0]?.textContent
    const asked = next(composer, 'ai-composer-generate')
    void composer.generate()

    expect(cost).to.equal('Takes up to 3 of 47 pictures left today')
    expect((await asked).request.count).to.equal(3)
  })

  it('asks what to change about a picture, though text alone was chosen before', async () => {
    const { mount } = await setUp()
    const composer = mount('ai-composer', {})
    const toggle = await one(composer, '[aria-label="Text only"]')
    toggle.click()
    await until(() => all(composer, '[part=prompt]').length === 0)

    composer.compose({ remixOf: 'post-1' })
    await composer.updateComplete

    expect(all(composer, '[part=prompt]')).to.have.length(1)
    expect(all(composer, '[aria-label="Text only"]')).to.have.length(0)
  })

  it('says when there are new pictures once those of today are used up', async () => {
    const { client, mount } = await setUp()
    const me = await client.loadMe()
    client.loadMe = () => Promise.resolve({ ...me, quota: { ...me.quota, used: me.quota.limit } })
    const composer = mount('ai-composer', { prompt: 'a fox' })

    const hint = await one(composer, '.hint')

    expect(hint.textContent).to.match(/used up\. There are new ones from .*\d/)
    expect(((await one(composer, '[part=generate-button]')) as HTMLButtonElement).disabled).to.equal(true)
  })

  it('says whose pictures end first, where they are those of all', async () => {
    const { client, mount } = await setUp()
    const me = await client.loadMe()
    client.loadMe = () => Promise.resolve({ ...me, quota: { ...me.quota, limit: 5, used: 3, limitedBy: 'site' } })
    const composer = mount('ai-composer', { prompt: 'a fox' })

    expect((await one(composer, '.hint')).textContent).to.equal('2 pictures left today for all on this site')
  })

  it('posts one of several pictures, the one that was chosen', async () => {
    const { composer } = await painted(['one', 'two'])

    all(composer, '.variant button[aria-pressed]')[1]?.click()
    await composer.updateComplete

    expect(composer.draft.pictures).to.deep.equal([{ mediaId: 'two', alt: 'A two' }])
    await expectAccessible(composer)
  })

  it('posts several of them, each with its own description, and leaves one out again', async () => {
    const { composer } = await painted(['one', 'two', 'three'])

    all(composer, '.also')[1]?.click()
    await composer.updateComplete
    const alt = all(composer, '[part=alt]')[1] as HTMLTextAreaElement
    alt.value = 'A fox asleep'
    alt.dispatchEvent(new Event('input', { bubbles: true }))
    const both = composer.draft.pictures
    all(composer, '.remove')[0]?.click()
    await composer.updateComplete

    expect(both).to.deep.equal([
      { mediaId: 'one', alt: 'A one' },
      { mediaId: 'three', alt: 'A fox asleep' },
    ])
    expect(composer.draft.pictures).to.deep.equal([{ mediaId: 'three', alt: 'A fox asleep' }])
    await expectAccessible(composer)
  })

  it('goes back to the prompt when the last picture is removed', async () => {
    const { composer } = await painted(['one'])

    all(composer, '.remove')[0]?.click()

    expect(((await one(composer, '[part=prompt]')) as HTMLTextAreaElement).value).to.equal('a fox')
    expect(composer.draft.pictures).to.equal(undefined)
  })
})

describe('<ai-composer> choices of who may do what', () => {
  afterEach(tearDown)

  const openPolicies = async (composer: Composer): Promise<HTMLElement[]> => {
    ;(await one(composer, '[part=policies] summary')).click()
    return all(composer, '.policy select')
  }

  it('leaves to the server what nobody chose, and sends what somebody did', async () => {
    const { mount } = await setUp()
    const composer = mount('ai-composer', { draft: { text: 'Hello' } })
    const [, comments] = await openPolicies(composer)
    const before = composer.draft

    choose(comments!, 'nobody')
    await composer.updateComplete

    expect(before).to.deep.equal({ text: 'Hello', aiPreferences: { training: 'deny' } })
    expect(composer.draft.commentPolicy).to.equal('nobody')
    expect(all(composer, '#commentPolicy-means')[0]?.textContent).to.equal('There are no comments on it.')
    await expectAccessible(composer)
  })

  it('shows what the author wants of new posts, training among it', async () => {
    const { client, mount } = await setUp()
    const me = await client.loadMe()
    const aiPreferences = { ...me.defaults.aiPreferences, training: 'allow' as const }
    client.loadMe = () =>
      Promise.resolve({ ...me, defaults: { ...me.defaults, visibility: 'followers', aiPreferences } })
    const composer = mount('ai-composer', { draft: { text: 'Hello' } })

    const consent = (await one(composer, '[role=switch]')) as HTMLInputElement
    await until(() => consent.checked)

    expect(all(composer, 'summary')[0]?.textContent).to.contain('Followers')
    expect(composer.draft.aiPreferences).to.deep.equal({ training: 'allow' })
  })

  it('asks who quotes for words, with the quoted post above them', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    const composer = mount('ai-composer', { quoteOf: 'post-1' })
    expect((await one(composer, '.parent b')).textContent).to.contain('Quoting @ben')
    const field = (await one(composer, '[part=caption]')) as HTMLTextAreaElement
    expect(field.placeholder).to.equal('What do you say to it?')

    field.value = 'So true'
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    await composer.post()

    await until(() => stub.posts.size === 2)
    expect(stub.seen('POST /v1/posts')[0]?.body).to.include({ quote: 'post-1', text: 'So true' })
  })
})
