import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
import { one, setUp, tearDown, until } from './setup.ts'

describe('the placeholder of a picture', () => {
  const complete = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'complete')!
  let arrived: readonly string[] = []

  beforeEach(() => {
    Object.defineProperty(HTMLImageElement.prototype, 'complete', {
      configurable: true,
      get(this: HTMLImageElement) {
        return arrived.includes(this.alt)
      },
    })
  })
  afterEach(() => {
    Object.defineProperty(HTMLImageElement.prototype, 'complete', complete)
    tearDown()
  })

  it('is drawn while the picture keeps one waiting, and goes when that is there', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')] })
    const feed = mount('ai-feed')
    const canvas = (await one(feed, '.frame canvas')) as HTMLCanvasElement

    await until(() => canvas.checkVisibility())
    const [red, green, blue, alpha] = canvas.getContext('2d')!.getImageData(3, 3, 1, 1).data
    canvas.parentElement!.querySelector('img')!.dispatchEvent(new Event('load'))

    expect(new Set([red, green, blue]).size).to.be.greaterThan(1)
    expect(alpha).to.equal(255)
    expect(canvas.checkVisibility()).to.equal(false)
  })

  it('is not drawn for a picture that is there', async () => {
    arrived = ['fox']
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('1', { alt: 'fox' }), makeMedia('2', { alt: 'owl' })] })
    const feed = mount('ai-feed')

    await until(() => feed.shadowRoot!.querySelector('[data-drawn]'))

    expect(feed.shadowRoot!.querySelector('[alt=fox]')!.parentElement!.querySelector('[data-drawn]')).to.equal(null)
    expect(feed.shadowRoot!.querySelector('[alt=owl]')!.parentElement!.querySelector('[data-drawn]')).to.not.equal(null)
  })
})
