import { expect } from '@open-wc/testing'
import { clearDrafts } from '../support/kept-drafts.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { kept, leave, mountComposer, picture, setUpKeeping } from './keeping-composers.ts'
import type { Composer } from './keeping-composers.ts'
import { all, next, one, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

const heightOf = (composer: Element): number => composer.getBoundingClientRect().height
const isShown = (composer: Element): boolean => {
  const form = all(composer, 'form')[0]
  return form !== undefined && getComputedStyle(form).visibility === 'visible'
}

/** Waits until the composer takes as much room as it will. */
async function settled(composer: Composer): Promise<void> {
  await one(composer, '.policies')
  for (let before = -1; before !== heightOf(composer);) {
    before = heightOf(composer)
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  }
}

/** Lets drafts of a client be found late, from `hold` until `release`. */
function holdDrafts({ client }: Page): { hold: () => void; release: () => void } {
  const { openDraft } = client
  const { promise, resolve } = Promise.withResolvers<void>()
  let isLate = false
  Object.assign(client, {
    openDraft: async (name: string) => {
      if (isLate) await promise
      return openDraft(name)
    },
  })
  return { hold: () => void (isLate = true), release: resolve }
}

const words = 'A first line.\nA second line.\nA third line.\nA fourth line.'

describe('<ai-composer> with a kept draft', () => {
  beforeEach(clearDrafts)
  afterEach(tearDown)

  for (const [what, write] of [
    ['words', async (composer: Composer) => void (composer.draft = { text: words })],
    [
      'pictures',
      async (composer: Composer) => {
        composer.draft = { text: words }
        await composer.addFile(await picture(30, 40))
        await composer.addFile(await picture(40, 30))
      },
    ],
    [
      'a painted picture',
      async (composer: Composer, { stub }: Page) => {
        composer.draft = { prompt: 'a fox', text: words }
        const generated = next(composer, 'ai-composer-generated')
        void composer.generate()
        await until(() => stub.generations.has('generation-1'))
        stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })
        await generated
      },
    ],
  ] as const)
    it(`is as high from its first drawing on as it is with the draft: ${what}`, async () => {
      const page = await setUpKeeping()
      const composer = await mountComposer(page)
      const empty = heightOf(composer)
      await write(composer, page)
      await kept('A third line.')
      await settled(composer)
      const full = heightOf(composer)

      leave([composer])
      const after = page.mount('ai-composer', { client: page.client })
      const heights = new Set<number>()
      const observer = new ResizeObserver(() => heights.add(heightOf(after)))
      observer.observe(after)
      await after.updateComplete
      heights.add(heightOf(after))
      await until(() => after.draft.text?.includes('third') && (what === 'words' || after.draft.pictures?.length))
      await settled(after)
      observer.disconnect()

      expect(full).to.be.greaterThan(empty)
      expect([...heights]).to.deep.equal([full])
      await until(() => isShown(after))
    })

  /** A composer as it comes after a reload, when the one before had these words. */
  async function reloaded(
    page: Page,
    meanwhile = (): void => {},
  ): Promise<{ after: Composer; empty: number; held: number }> {
    const composer = await mountComposer(page)
    const empty = heightOf(composer)
    composer.draft = { text: words }
    await kept('A third line.')
    await settled(composer)
    leave([composer])
    meanwhile()
    const after = page.mount('ai-composer', { client: page.client })
    await after.updateComplete
    return { after, empty, held: heightOf(after) }
  }

  it('shows nothing before the draft is there', async () => {
    const page = await setUpKeeping()
    const drafts = holdDrafts(page)
    const composer = await mountComposer(page, { draft: { text: words } })
    await kept('A third line.')
    await settled(composer)
    leave([composer])
    drafts.hold()

    const after = await mountComposer(page)
    const before = isShown(after)
    drafts.release()

    await until(() => isShown(after))
    expect(before).to.equal(false)
    expect(after.draft.text).to.equal(words)
  })

  it('can be used when the draft is not found for long', async () => {
    const page = await setUpKeeping()
    const drafts = holdDrafts(page)
    const { after } = await reloaded(page, drafts.hold)

    await until(() => isShown(after))
    const before = after.draft.text
    drafts.release()

    expect(before).to.equal(undefined)
  })

  it('is as high as an empty one once it is known that there is no draft', async () => {
    const page = await setUpKeeping()
    const { openDraft } = page.client
    let isGone = false
    Object.assign(page.client, { openDraft: (name: string) => openDraft(isGone ? `${name} gone` : name) })
    const { after, empty, held } = await reloaded(page, () => void (isGone = true))

    await until(() => isShown(after))
    await until(() => heightOf(after) === empty)
    expect(held).to.be.greaterThan(empty)
  })

  it('is as high as what is in it as soon as that is changed', async () => {
    const { after, empty } = await reloaded(await setUpKeeping())
    await until(() => after.draft.text)

    after.draft = { text: '' }

    await until(() => heightOf(after) === empty)
  })
})
