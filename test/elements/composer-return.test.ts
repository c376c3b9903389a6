import { createFeedClient } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { clearDrafts, readDrafts } from '../support/kept-drafts.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

/** A page whose composers keep drafts as those of visitors do, in the browser's storage. */
async function setUpKeeping(options?: Parameters<typeof setUp>[0]): Promise<Page> {
  const page = await setUp(options)
  const { openDraft } = createFeedClient({ server: page.stub.server })
  return { ...page, client: { ...page.client, openDraft } }
}

async function mount({ client, mount }: Page, properties: Partial<Composer> = {}): Promise<Composer> {
  const composer = mount('ai-composer', { ...properties, client })
  await one(composer, 'form')
  return composer
}

async function kept(...words: string[]): Promise<void> {
  for (const word of words)
    while (!(await readDrafts()).some((draft) => draft.includes(word)))
      await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('<ai-composer> that leaves the page and comes back', () => {
  beforeEach(clearDrafts)
  afterEach(tearDown)

  it('goes on with the same draft when the element leaves the page and comes back', async () => {
    const page = await setUpKeeping()
    const composer = await mount(page, { draft: { text: 'Out and in' } })
    await kept('Out and in')
    const box = composer.parentElement!

    composer.remove()
    await new Promise((resolve) => setTimeout(resolve))
    box.append(composer)
    await until(() => composer.shadowRoot?.querySelector('form'))
    composer.draft = { text: 'Out and in again' }
    await kept('Out and in again')

    expect(await readDrafts()).to.have.length(1)
  })

  it('follows a picture that was being painted when the element left and came back', async () => {
    const page = await setUpKeeping()
    const composer = await mount(page, { draft: { prompt: 'a fox' } })
    void composer.generate()
    await until(() => page.stub.generations.has('generation-1'))
    await kept('generation-1')
    const box = composer.parentElement!

    composer.remove()
    await new Promise((resolve) => setTimeout(resolve))
    page.stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
    await new Promise((resolve) => setTimeout(resolve))
    box.append(composer)

    await until(() => composer.draft.pictures?.length === 1)
    expect(page.stub.seen('DELETE /v1/generations')).to.have.length(0)
    expect([...page.stub.generations.keys()]).to.deep.equal(['generation-1'])
  })
})
