import { expect } from '@open-wc/testing'
import { readDraft } from '../../packages/elements/dist/composer/kept-draft.js'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

/** What a reload does: the element is made anew, the tab keeps its storage. */
async function reload({ mount }: Page, before: Composer, properties: Partial<Composer> = {}): Promise<Composer> {
  await until(() => stored().length > 0)
  // A reload takes the page away at once: nothing is canceled.
  before.cancel = () => {}
  before.style.display = 'none'
  const after = mount('ai-composer', properties)
  await one(after, 'form')
  return after
}

const stored = (): string[] => Object.keys(sessionStorage).filter((key) => key.startsWith('ai-feed-draft'))

describe('<ai-composer> drafts', () => {
  afterEach(tearDown)

  it('brings words and choices back after a reload', async () => {
    const page = await setUp()
    const composer = page.mount('ai-composer')
    await one(composer, 'form')
    composer.draft = { text: 'Half a thought', commentPolicy: 'nobody' }

    const after = await reload(page, composer)

    await until(() => after.draft.text === 'Half a thought')
    expect(after.draft.commentPolicy).to.equal('nobody')
  })

  it('keeps one for each thing that is answered', async () => {
    const page = await setUp({ posts: 2 })
    const composer = page.mount('ai-composer', { commentOn: 'post-1', draft: { text: 'To the first' } })
    await one(composer, 'form')

    const other = await reload(page, composer, { commentOn: 'post-2' })
    const same = await reload(page, other, { commentOn: 'post-1' })

    await until(() => same.draft.text === 'To the first')
    expect(other.draft.text).to.equal(undefined)
  })

  it('gives a comment nothing of a remix of the same post', async () => {
    const page = await setUp({ posts: 1 })
    const remix = page.mount('ai-composer', { remixOf: 'post-1', draft: { prompt: 'at night', text: 'By night' } })
    await one(remix, 'form')

    const comment = await reload(page, remix, { commentOn: 'post-1' })

    await comment.updateComplete
    expect(comment.draft.text).to.equal(undefined)
  })

  it('keeps nothing of what goes on as an answer to something else', async () => {
    const page = await setUp({ posts: 1 })
    const composer = page.mount('ai-composer', { commentOn: 'post-1', draft: { text: 'On its way' } })
    await one(composer, 'form')
    await until(() => stored().length === 1)

    composer.commentOn = ''

    await until(() => stored().every((key) => !key.includes('post-1')))
  })

  it('finds the picture again that was being painted', async () => {
    const page = await setUp()
    const composer = page.mount('ai-composer', { draft: { prompt: 'a fox' } })
    await one(composer, 'form')
    void composer.generate()
    await until(() => page.stub.generations.has('generation-1'))
    await until(() => stored().some((key) => sessionStorage.getItem(key)?.includes('generation-1')))

    const after = await reload(page, composer)
    await until(() => after.matches(':state(generating)'))
    const generated = next(after, 'ai-composer-generated')
    page.stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })

    await generated
    expect(after.draft.pictures).to.deep.equal([{ mediaId: 'fox', alt: 'A glass fox in the snow' }])
    expect(page.stub.seen('POST /v1/generations')).to.have.length(1)
  })

  it('keeps the words and says nothing when that picture is not there any more', async () => {
    const page = await setUp()
    const composer = page.mount('ai-composer', { draft: { prompt: 'a fox' } })
    await one(composer, 'form')
    void composer.generate()
    await until(() => stored().some((key) => sessionStorage.getItem(key)?.includes('generation-1')))
    page.stub.generations.clear()

    const after = await reload(page, composer)

    await until(() => page.stub.seen('GET /v1/generations/generation-1').length > 1)
    await until(() => !after.matches(':state(generating)'))
    expect(((await one(after, '[part=prompt]')) as HTMLTextAreaElement).value).to.equal('a fox')
    expect(all(after, '.note')).to.have.length(0)
  })

  it('shows nobody what somebody else wrote', async () => {
    const page = await setUp()
    const composer = page.mount('ai-composer', { draft: { text: 'Anna’s own' } })
    await one(composer, 'form')
    await until(() => stored().length > 0)
    await page.client.signOut()
    composer.remove()

    const after = page.mount('ai-composer')
    await one(after, 'form')
    await until(() => after.matches(':state(signed-out)'))

    expect(after.draft.text).to.equal(undefined)
  })

  it('is forgotten once it is posted', async () => {
    const page = await setUp()
    const composer = page.mount('ai-composer', { draft: { text: 'Off it goes' } })
    await until(() => stored().length > 0)
    const posted = next(composer, 'ai-composer-posted')

    void composer.post()
    await posted

    await until(() => stored().length === 0)
  })

  it('is not taken from storage that holds rubbish', () => {
    expect(readDraft('')).to.equal(undefined)
    expect(readDraft('[1]')).to.equal(undefined)
    expect(readDraft('{"written":{"text":7,"count":9,"visibility":"all","prompt":"a fox"}}')?.written).to.deep.equal({
      prompt: 'a fox',
    })
  })
})
