import { expect } from '@open-wc/testing'
import { readDraft } from '../../packages/elements/dist/composer/kept-draft.js'
import { clearDrafts, readDrafts } from '../support/kept-drafts.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, tearDown, until } from './setup.ts'
import { kept, mountComposer, picture, reload, setUpKeeping, type Composer } from './keeping-composers.ts'

async function keptNothing(): Promise<void> {
  while ((await readDrafts()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('<ai-composer> drafts', () => {
  beforeEach(clearDrafts)
  afterEach(tearDown)

  it('brings words and choices back after a reload', async () => {
    const page = await setUpKeeping()
    const composer = await mountComposer(page)
    composer.draft = { text: 'Half a thought', commentPolicy: 'nobody' }
    await kept('Half a thought')

    const [after] = await reload(page, [composer])

    await until(() => after?.draft.text === 'Half a thought')
    expect(after?.draft.commentPolicy).to.equal('nobody')
  })

  it('brings pictures of this device back, with their words', async () => {
    const page = await setUpKeeping()
    const composer = await mountComposer(page)
    const file = await picture()
    composer.draft = { pictures: [{ file, alt: 'Half a fox' }] }
    await kept('Half a fox', 'image/png')

    const [after] = await reload(page, [composer])

    await until(() => after?.draft.pictures?.length === 1)
    const [found] = after?.draft.pictures ?? []
    expect(found?.alt).to.equal('Half a fox')
    expect(await (found as { file: Blob }).file.bytes()).to.deep.equal(await file.bytes())
    await one(after!, 'canvas.local, canvas')
  })

  for (const [name, take] of [
    ['chosen', (composer: Composer, file: File) => composer.addFile(file)],
    ['set', (composer: Composer, file: File) => Promise.resolve((composer.draft = { pictures: [{ file, alt: '' }] }))],
  ] as const)
    it(`has the place of a picture right before it is drawn again: ${name}`, async () => {
      const page = await setUpKeeping()
      const composer = await mountComposer(page)
      await take(composer, await picture(40, 90))
      await kept(String(40 / 90))
      const { createImageBitmap } = globalThis
      const drawn = Promise.withResolvers<void>()
      globalThis.createImageBitmap = (async (file: Blob) => {
        await drawn.promise
        return createImageBitmap(file)
      }) as typeof createImageBitmap

      const [after] = await reload(page, [composer])
      const canvas = (await one(after!, 'canvas.local')) as HTMLCanvasElement
      await after!.updateComplete
      const { width, height } = canvas.getBoundingClientRect()
      const before = after!.getBoundingClientRect().height
      drawn.resolve()
      await until(() => canvas.width === 40)
      globalThis.createImageBitmap = createImageBitmap

      expect(width / height).to.be.closeTo(40 / 90, 0.01)
      expect(after!.getBoundingClientRect().height).to.equal(before)
    })

  it('gives two composers of one page their own back', async () => {
    const page = await setUpKeeping()
    const both = [await mountComposer(page), await mountComposer(page)]
    both[0]!.draft = { text: 'In the first' }
    both[1]!.draft = { text: 'In the second' }
    await kept('In the first', 'In the second')

    const [first, second] = await reload(page, both)

    await until(() => first?.draft.text === 'In the first')
    await until(() => second?.draft.text === 'In the second')
  })

  it('gives the second composer its draft, where the first has none', async () => {
    const page = await setUpKeeping()
    const both = [await mountComposer(page), await mountComposer(page)]
    both[1]!.draft = { text: 'In the second' }
    await kept('In the second')

    const [first, second] = await reload(page, both)

    await until(() => second?.draft.text === 'In the second')
    expect(first?.draft.text).to.equal(undefined)
  })

  it('overwrites nothing with what somebody began before the old draft was found', async () => {
    const page = await setUpKeeping()
    const composer = await mountComposer(page)
    composer.draft = { text: 'The old one' }
    await kept('The old one')

    const [after] = await reload(page, [composer], { draft: { text: 'Begun at once' } })
    await kept('Begun at once')

    expect(after?.draft.text).to.equal('Begun at once')
    await kept('The old one')
  })

  it('keeps one for each thing that is answered', async () => {
    const page = await setUpKeeping({ posts: 2 })
    const composer = await mountComposer(page, { commentOn: 'post-1', draft: { text: 'To the first' } })
    await kept('To the first')

    const [other, same] = await reload(page, [composer], { commentOn: 'post-2' }, { commentOn: 'post-1' })

    await until(() => same?.draft.text === 'To the first')
    expect(other?.draft.text).to.equal(undefined)
  })

  it('gives a comment nothing of a remix of the same post', async () => {
    const page = await setUpKeeping({ posts: 1 })
    const remix = await mountComposer(page, { remixOf: 'post-1', draft: { prompt: 'at night', text: 'By night' } })
    await kept('By night')

    const [comment, again] = await reload(page, [remix], { commentOn: 'post-1' }, { remixOf: 'post-1' })

    await until(() => again?.draft.text === 'By night')
    expect(comment?.draft.text).to.equal(undefined)
  })

  it('leaves nothing behind of what goes on as an answer to something else', async () => {
    const page = await setUpKeeping({ posts: 1 })
    const composer = await mountComposer(page, { commentOn: 'post-1', draft: { text: 'On its way' } })
    await kept('On its way')

    composer.commentOn = ''
    await composer.updateComplete
    composer.draft = { text: 'Went on' }

    await kept('Went on')
    expect((await readDrafts()).filter((draft) => draft.includes('On its way'))).to.deep.equal([])
  })

  it('finds the picture again that was being painted', async () => {
    const page = await setUpKeeping()
    const composer = await mountComposer(page, { draft: { prompt: 'a fox' } })
    void composer.generate()
    await until(() => page.stub.generations.has('generation-1'))
    await kept('generation-1')

    const [after] = await reload(page, [composer])
    await until(() => after?.matches(':state(generating)'))
    const generated = next(after!, 'ai-composer-generated')
    page.stub.advance('generation-1', { status: 'succeeded', media: [makeMedia('fox')] })

    await generated
    expect(after?.draft.pictures).to.deep.equal([{ mediaId: 'fox', alt: 'A glass fox in the snow' }])
    expect([...page.stub.generations.keys()]).to.deep.equal(['generation-1'])
  })

  it('keeps the words and says nothing when that picture is not there any more', async () => {
    const page = await setUpKeeping()
    const composer = await mountComposer(page, { draft: { prompt: 'a fox' } })
    void composer.generate()
    await kept('generation-1')
    page.stub.generations.clear()

    const [after] = await reload(page, [composer])

    await until(() => after?.draft.prompt === 'a fox')
    await until(() => page.stub.seen('GET /v1/generations/generation-1').length > 1)
    await until(() => !after?.matches(':state(generating)'))
    expect(all(after!, '.note')).to.have.length(0)
  })

  it('shows nobody what somebody else wrote, and gives it back to who wrote it', async () => {
    const page = await setUpKeeping()
    const composer = await mountComposer(page)
    composer.draft = { text: 'Anna’s own' }
    await kept('Anna’s own')

    await page.client.signOut()
    await until(() => composer.draft.text === undefined)
    const stranger = await mountComposer(page)
    await until(() => stranger.matches(':state(signed-out)'))
    expect(stranger.draft.text).to.equal(undefined)

    await page.client.signIn()
    await until(() => composer.draft.text === 'Anna’s own')
  })

  it('is forgotten once it is posted', async () => {
    const page = await setUpKeeping()
    const composer = await mountComposer(page, { draft: { text: 'Off it goes' } })
    await kept('Off it goes')
    const posted = next(composer, 'ai-composer-posted')

    void composer.post()
    await posted

    await keptNothing()
  })

  it('is not taken from storage that holds rubbish', () => {
    const files: Blob[] = []
    expect(readDraft({ words: '', files })).to.equal(undefined)
    expect(readDraft({ words: [1], files })).to.equal(undefined)
    const words = { written: { text: 7, count: 9, visibility: 'all', prompt: 'a fox' }, fileAlts: [7] }
    expect(readDraft({ words, files })?.written).to.deep.equal({ prompt: 'a fox', files: [] })
  })
})
