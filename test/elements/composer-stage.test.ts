import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

/** A composer of a width that paints pictures of a size. */
async function painting(widthPx: number, size: string, count = 1): Promise<Page & { composer: Composer }> {
  const page = await setUp()
  const composer = page.mount('ai-composer', { prompt: 'a fox', size, count })
  composer.style.inlineSize = `${widthPx}px`
  void composer.generate()
  await one(composer, '[part=preview]')
  await until(() => page.stub.generations.has('generation-1'))
  return { ...page, composer }
}

const boxOf = (element: Element): string => {
  const { x, y, width, height } = element.getBoundingClientRect()
  return [x, y, width, height].map((side) => Math.round(side * 10) / 10).join()
}

const ratioOf = (element: Element): number => {
  const { width, height } = element.getBoundingClientRect()
  return width / height
}

async function fileOf(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.fillRect(0, 0, width / 2, height)
  return canvas.convertToBlob({ type: 'image/png' })
}

describe('<ai-composer> and the shape of its pictures', () => {
  afterEach(tearDown)

  for (const widthPx of [320, 640])
    for (const [size, count] of [
      ['1024x1024', 1],
      ['1024x1536', 1],
      ['1536x1024', 1],
      ['1024x1024', 4],
      ['1024x1536', 4],
      ['1536x1024', 3],
      ['1024x1536', 2],
    ] as const)
      it(`leaves nothing pale beside one being painted, and moves nothing by a preview: ${widthPx} px, ${count} of ${size}`, async () => {
        const { composer, stub } = await painting(widthPx, size, count)
        const [width, height] = size.split('x').map(Number) as [number, number]
        const sheets = all(composer, '.canvas')
        const before = sheets.map(boxOf)

        stub.advance('generation-1', {
          status: 'running',
          previews: [{ variant: 0, index: 0, url: 'https://feed.test/p/0' }],
        })
        const preview = await one(composer, '[part=preview] img')

        expect(sheets).to.have.length(count)
        for (const sheet of sheets) expect(ratioOf(sheet)).to.be.closeTo(width / height, 0.02)
        expect(boxOf(preview)).to.equal(before[0])
        expect(sheets.map(boxOf)).to.deep.equal(before)
        expect(composer.scrollWidth).to.be.at.most(widthPx)
        expect((await one(composer, '.sheet')).getBoundingClientRect().height).to.be.at.most(innerHeight * 0.46)
      })

  for (const direction of ['ltr', 'rtl'])
    it(`keeps a square where it was painted, with its words beside it where there is room: ${direction}`, async () => {
      const { composer, stub } = await painting(640, '1024x1024')
      composer.dir = direction
      const { x, width } = (await one(composer, '.sheet')).getBoundingClientRect()
      const generated = next(composer, 'ai-composer-generated')

      stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox', { width: 1024, height: 1024 })] })
      await generated
      const picture = (await one(composer, '.whole')).getBoundingClientRect()
      const words = (await one(composer, '.alt-line')).getBoundingClientRect()

      expect([picture.x, picture.width]).to.deep.equal([x, width])
      expect(direction === 'ltr' ? words.left >= picture.right : words.right <= picture.left).to.equal(true)
      expect(words.height).to.be.closeTo(picture.height, 1)
      await expectAccessible(composer)
    })

  for (const [name, width, height] of [
    ['a square', 60, 60],
    ['an upright one', 40, 90],
    ['a landscape', 90, 40],
  ] as const)
    it(`shows a picture of this device whole and with nothing beside it: ${name}`, async () => {
      const { mount } = await setUp()
      const composer = mount('ai-composer')

      await composer.addFile(await fileOf(width, height))
      const canvas = (await one(composer, '.local')) as HTMLCanvasElement
      const before = boxOf(canvas)
      await until(() => canvas.width === width)

      expect(ratioOf(canvas)).to.be.closeTo(width / height, 0.02)
      expect(boxOf(canvas)).to.equal(before)
    })
})
