import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, saidBy, setUp, tearDown, until } from './setup.ts'

type AiFeed = HTMLElementTagNameMap['ai-feed']

async function openPicture(dir = 'ltr', first = makeMedia('fox')): Promise<AiFeed> {
  const { mount, stub } = await setUp()
  stub.addPost({ media: [first, makeMedia('owl', { alt: 'An owl of paper' })] })
  const feed = mount('ai-feed', { dir })
  ;(await one(feed, '.list .frame')).click()
  const frame = await one(feed, 'dialog[open] .head .frame')
  frame.focus()
  frame.click()
  const dialog = await one(feed, 'dialog.lightbox[open]')
  // It rises as it opens: places on it are counted once it stands.
  await Promise.all(dialog.getAnimations().map(({ finished }) => finished))
  return feed
}

const shown = (feed: AiFeed): string | null | undefined => all(feed, '.lightbox [part=image]')[0]?.getAttribute('alt')
const scale = (feed: AiFeed): number =>
  new DOMMatrix(getComputedStyle(all(feed, '.lightbox .frame')[0]!).transform.replace('none', '')).a

const place = (feed: AiFeed): { x: number; y: number } => {
  const { e, f } = new DOMMatrix(getComputedStyle(all(feed, '.lightbox .frame')[0]!).transform.replace('none', ''))
  return { x: Math.round(e), y: Math.round(f) }
}

/** Fingers on the stage, at places counted from its centre. */
async function fingers(
  feed: AiFeed,
): Promise<(what: 'down' | 'move' | 'up', id: number, x: number, y: number) => void> {
  const stage = await one(feed, '.stage')
  const box = stage.getBoundingClientRect()
  return (what, pointerId, x, y) => {
    const [clientX, clientY] = [box.x + box.width / 2 + x, box.y + box.height / 2 + y]
    stage.dispatchEvent(new PointerEvent(`pointer${what}`, { pointerId, pointerType: 'touch', clientX, clientY }))
  }
}

describe('a picture of <ai-feed> opened large', () => {
  afterEach(tearDown)

  it('is a named dialog with its description and its AI label', async () => {
    const feed = await openPicture()

    expect((await one(feed, 'dialog.lightbox')).getAttribute('aria-label')).to.equal('Picture by Ben')
    expect((await one(feed, '.lightbox .alt')).textContent).to.equal('A glass fox in the snow')
    expect((await one(feed, '.lightbox .ai-chip')).textContent).to.contain('AI')
    await expectAccessible(feed)
  })

  const shapes: [number, number][] = [
    [1024, 1024],
    [400, 1600],
    [1600, 400],
    [100, 2000],
  ]
  for (const [width, height] of shapes)
    it(`wears its AI label on the picture, not beside it: ${width} by ${height}`, async () => {
      const feed = await openPicture('ltr', makeMedia('fox', { width, height }))
      const [stage, picture, chip] = (
        await Promise.all(['.stage', '.stage .picture', '.stage .ai-chip'].map((selector) => one(feed, selector)))
      ).map((element) => element.getBoundingClientRect())

      const scale = Math.min(stage!.width / width, stage!.height / height)
      expect(picture!.width).to.be.closeTo(Math.max(scale * width, Math.min(192, stage!.width)), 1)
      expect(picture!.height).to.be.closeTo(scale * height, 1)
      expect(chip!.left - picture!.left).to.be.closeTo(10, 1)
      expect(picture!.bottom - chip!.bottom).to.be.closeTo(10, 1)
    })

  it('leafs by arrows and says which picture it is, and no further than the last', async () => {
    const feed = await openPicture()

    await sendKeys({ press: 'ArrowRight' })
    await until(() => shown(feed) === 'An owl of paper')
    await until(() => saidBy(feed).startsWith('Picture 2 of 2'))
    await sendKeys({ press: 'ArrowRight' })
    await sendKeys({ press: 'ArrowLeft' })

    await until(() => shown(feed) === 'A glass fox in the snow')
  })

  it('leafs the other way round where one reads from the right', async () => {
    const feed = await openPicture('rtl')

    await sendKeys({ press: 'ArrowLeft' })

    await until(() => shown(feed) === 'An owl of paper')
  })

  it('zooms by keys, moves what is zoomed, and leaves by Escape to where one was', async () => {
    const feed = await openPicture()

    await sendKeys({ press: '+' })
    expect(scale(feed)).to.equal(1.5)
    await sendKeys({ press: 'ArrowRight' })
    expect(shown(feed)).to.equal('A glass fox in the snow')
    await sendKeys({ press: '0' })
    expect(scale(feed)).to.equal(1)
    await sendKeys({ press: 'Escape' })

    await until(() => all(feed, 'dialog.lightbox').length === 0)
    expect(feed.shadowRoot?.activeElement?.matches('dialog .head .frame')).to.equal(true)
  })

  it('zooms by the wheel and by a double click', async () => {
    const feed = await openPicture()
    const stage = await one(feed, '.stage')

    const wheel = new WheelEvent('wheel', { deltaY: -400, cancelable: true })
    stage.dispatchEvent(wheel)
    expect(wheel.defaultPrevented).to.equal(true)
    expect(scale(feed)).to.be.greaterThan(2)
    stage.dispatchEvent(new MouseEvent('dblclick'))

    expect(scale(feed)).to.equal(1)
  })

  it('zooms by two fingers, at the place between them, and moves with them', async () => {
    const feed = await openPicture()
    const touch = await fingers(feed)

    touch('down', 1, -20, 0)
    touch('down', 2, 20, 0)
    touch('move', 1, -60, 0)
    touch('move', 2, 60, 0)
    expect(scale(feed)).to.be.closeTo(3, 0.01)
    expect(all(feed, '.lightbox img')[0]?.getAttribute('sizes')).to.equal('2048px')
    expect(place(feed).x).to.be.closeTo(0, 1)
    touch('up', 1, -60, 0)
    touch('move', 2, 90, 10)
    touch('up', 2, 90, 10)

    expect(place(feed).x).to.be.closeTo(30, 1)
    expect(place(feed).y).to.be.closeTo(10, 1)
    expect(shown(feed)).to.equal('A glass fox in the snow')
  })

  it('zooms by a double tap where it is tapped, and back by another', async () => {
    const feed = await openPicture()
    const touch = await fingers(feed)
    const tap = (x: number): void => {
      touch('down', 1, x, 0)
      touch('up', 1, x, 0)
    }

    tap(40)
    tap(42)
    expect(scale(feed)).to.equal(2.5)
    expect(place(feed).x).to.be.closeTo(42 - 42 * 2.5, 1)
    // What a browser makes of it that knows double taps counts no second time.
    ;(await one(feed, '.stage')).dispatchEvent(new MouseEvent('dblclick'))
    expect(scale(feed)).to.equal(2.5)
    tap(0)
    tap(0)

    expect(scale(feed)).to.equal(1)
  })

  it('leafs by a finger, and does not while it is zoomed', async () => {
    const feed = await openPicture()
    const touch = await fingers(feed)
    const swipe = (): void => {
      touch('down', 1, 60, 0)
      touch('move', 1, -60, 0)
      touch('up', 1, -60, 0)
    }
    await sendKeys({ press: '+' })
    swipe()
    await sendKeys({ press: '0' })
    expect(shown(feed)).to.equal('A glass fox in the snow')

    swipe()

    await until(() => shown(feed) === 'An owl of paper')
  })

  it('leafs by a swipe', async () => {
    const feed = await openPicture()
    const { x, y, width, height } = (await one(feed, '.stage')).getBoundingClientRect()
    const [middle, level] = [Math.round(x + width / 2), Math.round(y + height / 3)]

    await sendMouse({ type: 'move', position: [middle + 60, level] })
    await sendMouse({ type: 'down' })
    await sendMouse({ type: 'move', position: [middle - 60, level] })
    await sendMouse({ type: 'up' })

    await until(() => shown(feed) === 'An owl of paper')
  })
})
