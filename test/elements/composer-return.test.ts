import { expect } from '@open-wc/testing'
import { clearDrafts, readDrafts } from '../support/kept-drafts.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { tearDown, until } from './setup.ts'
import { mountComposer, setUpKeeping } from './keeping-composers.ts'

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
    const composer = await mountComposer(page, { draft: { text: 'Out and in' } })
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
    const composer = await mountComposer(page, { draft: { prompt: 'a fox' } })
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
