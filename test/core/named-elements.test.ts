import { expect } from '@open-wc/testing'
import { shrinkImage } from '../../packages/core/dist/media/shrink-image.js'
import { watchReturn } from '../../packages/core/dist/platform/online.js'
import { eventually } from '../support/until.ts'
import { openClient } from '../support/wire-client.ts'

describe('a page with a picture that is called like', () => {
  const picture = document.createElement('img')
  const canvas = document.createElement('canvas')
  const show = (name: string): void => {
    picture.name = name
    document.body.append(picture)
  }
  afterEach(() => picture.remove())

  it('visibilityState tells all the same that somebody has come back', () => {
    show('visibilityState')
    let returns = 0
    const stop = watchReturn(() => (returns += 1))

    document.dispatchEvent(new Event('visibilitychange'))
    stop()

    expect(returns).to.equal(1)
  })

  it('visibilityState has no stream while nobody sees it', async () => {
    const { client, stub, closeAll } = openClient()
    const stop = client.feed('explore').subscribe(() => {})
    await eventually(() => stub.openStreams === 1)
    show('visibilityState')
    const shown = Object.getOwnPropertyDescriptor(Document.prototype, 'visibilityState')!

    Object.defineProperty(Document.prototype, 'visibilityState', { ...shown, get: () => 'hidden' })
    document.dispatchEvent(new Event('visibilitychange'))
    Object.defineProperty(Document.prototype, 'visibilityState', shown)

    await eventually(() => stub.openStreams === 0)
    stop()
    closeAll()
  })

  it('createElement makes pictures smaller that are too large', async () => {
    canvas.width = 600
    const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'))
    show('createElement')

    const ready = await shrinkImage(file!, { uploadBytes: 1e6, uploadPixels: 1e6, uploadSidePixels: 300 })

    expect((await createImageBitmap(new Blob([ready.bytes]))).width).to.equal(300)
  })
})
