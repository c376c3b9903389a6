import { expect } from '@open-wc/testing'
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

describe('<ai-composer> and a post that is refused', () => {
  afterEach(tearDown)

  it('keeps text and picture of a post that is refused, and says why', async () => {
    const { composer } = await composerWith({ text: 'refuse me' })
    const failed = next(composer, 'ai-composer-failed')

    ;(await one(composer, '[part=post-button]')).click()

    expect((await failed).error.code).to.equal('invalid_field')
    expect((await one(composer, '.note.danger')).textContent).to.contain('Text and picture are kept')
    expect(composer.matches(':state(failed)')).to.equal(true)
  })

  it('brings a refused post back to be changed, with its words and its picture', async () => {
    const { composer, client } = await composerWith({ text: 'refuse me' })
    await composer.addFile(await picture())
    const failed = next(composer, 'ai-composer-failed')
    void composer.post()
    await failed
    await composer.updateComplete
    const edit = await until(() =>
      all(composer, '.note button').find(({ textContent }) => textContent?.trim() === 'Edit'),
    )

    edit.click()
    await one(composer, '.local')

    await until(() => client.outbox.getSnapshot().length === 0)
    expect(((await one(composer, '[part=caption]')) as HTMLTextAreaElement).value).to.equal('refuse me')
    expect(composer.draft.pictures).to.have.length(1)
    expect(all(composer, '.note')).to.have.length(0)
  })

  it('still quotes what it quoted when it is changed', async () => {
    const { composer } = await composerWith({ text: 'refuse me' }, { posts: 1 })
    composer.quoteOf = 'post-1'
    await one(composer, '.parent')
    const failed = next(composer, 'ai-composer-failed')
    void composer.post()
    await failed
    const edit = await until(() =>
      all(composer, '.note button').find(({ textContent }) => textContent?.trim() === 'Edit'),
    )

    edit.click()

    await one(composer, '.parent')
    expect(composer.draft.quoteOf).to.equal('post-1')
  })
})
