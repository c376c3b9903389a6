import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

/** The name that a control says of itself, and what it is described by. */
function saidOf(control: HTMLElement): { name: string | null; description: string | undefined } {
  const root = control.getRootNode() as ShadowRoot
  const description = root.getElementById(control.getAttribute('aria-describedby') ?? '')?.textContent.trim()
  return { name: control.getAttribute('aria-label'), description }
}

async function painted(): Promise<Page & { composer: HTMLElementTagNameMap['ai-composer'] }> {
  const page = await setUp()
  const composer = page.mount('ai-composer', { prompt: 'A fox' })
  ;(await one(composer, '[part=generate-button]:enabled')).click()
  await until(() => page.stub.generations.has('generation-1'))
  page.stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
  await one(composer, '[part=alt]')
  return { ...page, composer }
}

describe('what assistive technology is given of an <ai-composer>', () => {
  afterEach(tearDown)

  it('names each choice in few words, and describes it apart from them', async () => {
    const { composer } = await painted()

    expect(saidOf(await one(composer, '[role=switch]'))).to.deep.equal({
      name: 'Allow AI training',
      description: 'Off: this post is marked and served as not for training.',
    })
    expect(saidOf(await one(composer, '[part=alt]'))).to.deep.equal({
      name: 'Picture in words',
      description: 'Taken from your prompt. Say what the picture really shows.',
    })
    expect(saidOf(await one(composer, '.policy select')).name).to.equal('Who sees it')
  })

  it('has no button where nothing opens: on the label of a painted picture, and on the post that is answered', async () => {
    const { composer, stub, mount } = await painted()
    const { id } = stub.addPost({ media: [makeMedia('fox')] })
    const quoting = mount('ai-composer', { quoteOf: id })
    await until(() => all(quoting, '.parent .lines').length > 0)

    const [label] = all(composer, '.ai-chip')
    expect(label?.textContent).to.contain('AI')
    expect(label?.closest('button')).to.equal(null)
    expect(all(quoting, '.parent button').map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['Stop quoting'])
  })
})
