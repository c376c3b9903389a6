import { expect } from '@open-wc/testing'
import { all, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

describe('an own post that was refused', () => {
  afterEach(tearDown)

  /** A feed with a refused post, beside a composer that holds work of its own. */
  async function refused(): Promise<
    Page & { feed: HTMLElement; dialog: () => Promise<HTMLElementTagNameMap['ai-composer']> }
  > {
    const page = await setUp({ posts: 1 })
    const { stub, client, mount } = page
    stub.fail('POST /v1/posts', { code: 'invalid_field' })
    mount('ai-composer', { draft: { text: 'Something else' } })
    const feed = mount('ai-feed')
    await one(feed, 'article')
    await client.createPost({ text: 'Too long' }).then(({ done }) => done.catch(() => {}))
    const dialog = async (): Promise<HTMLElementTagNameMap['ai-composer']> => {
      ;(await one(feed, '[data-action=edit-entry]')).click()
      const composer = (await one(feed, 'dialog ai-composer')) as HTMLElementTagNameMap['ai-composer']
      await one(composer, 'form')
      return composer
    }
    return { ...page, feed, dialog }
  }

  it('says what to do where its words were refused, and keeps them', async () => {
    const { stub, client, mount } = await setUp({ posts: 1 })
    stub.fail('POST /v1/posts', { code: 'text_refused' })
    const composer = mount('ai-composer', { draft: { text: 'Vile words' } })
    const feed = mount('ai-feed')
    await one(feed, 'article')

    ;(await one(composer, '[part=post-button]:not([disabled])')).click()

    const note = await one(composer, '.note.danger')
    expect(note.textContent).to.contain('These words are not allowed here. Change them')
    await one(feed, '[data-action=edit-entry]')
    expect(client.outbox.getSnapshot()[0]?.draft?.text).to.equal('Vile words')
    expect(client.outbox.getSnapshot()[0]?.error?.code).to.equal('text_refused')
  })

  it('stays in the outbox while it is written again in a dialog', async () => {
    const { client, dialog } = await refused()

    const composer = await dialog()

    expect(composer.draft.text).to.equal('Too long')
    expect(client.outbox.getSnapshot()).to.have.length(1)
  })

  it('still quotes what it quoted', async () => {
    const { client, feed, stub } = await refused()
    const [entry] = client.outbox.getSnapshot()
    await client.outbox.discard(entry!.id)
    stub.fail('POST /v1/posts', { code: 'invalid_field' })
    await client.createPost({ text: 'Too long', quoteOf: 'post-1' }).then(({ done }) => done.catch(() => {}))

    ;(await one(feed, '[data-action=edit-entry]')).click()
    const composer = (await one(feed, 'dialog ai-composer')) as HTMLElementTagNameMap['ai-composer']

    await one(composer, '.parent')
    expect(composer.draft.quoteOf).to.equal('post-1')
  })

  it('is written on where it was left', async () => {
    const { feed, dialog } = await refused()
    const composer = await dialog()
    composer.draft = { text: 'Shorter, half done' }
    await composer.updateComplete

    all(feed, 'dialog .close')[0]?.click()
    await until(() => all(feed, 'dialog').length === 0)
    const again = await dialog()

    await until(() => again.draft.text === 'Shorter, half done')
  })

  it('is written on where it was left before storage had answered', async () => {
    const { client, feed, dialog } = await refused()
    const { openDraft } = client
    const answered = Promise.withResolvers<void>()
    Object.assign(client, {
      async openDraft(...args: Parameters<typeof openDraft>) {
        await answered.promise
        return openDraft(...args)
      },
    })
    const composer = await dialog()
    composer.draft = { text: 'Shorter, half done' }
    await composer.updateComplete

    all(feed, 'dialog .close')[0]?.click()
    await until(() => all(feed, 'dialog').length === 0)
    const again = await dialog()
    answered.resolve()

    await until(() => again.draft.text === 'Shorter, half done')
  })

  it('gives way to what it became', async () => {
    const { client, stub, dialog } = await refused()
    const composer = await dialog()
    composer.draft = { text: 'Short' }

    await composer.post()

    await until(() => client.outbox.getSnapshot().length === 0)
    expect(stub.seen('POST /v1/posts')).to.have.length(2)
  })
})
