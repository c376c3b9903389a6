import { expect } from '@open-wc/testing'
import type { PostRef } from '@ai-feed/core'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia, makePost, makeUser } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until } from './setup.ts'

const labels = [{ name: 'nudity', by: 'site' }] as const
const media = makeMedia('fox')
const source = { id: 'source', state: 'visible', author: makeUser('ben'), media, labels: [...labels] } satisfies PostRef

/** Watches for a picture in an element, however short it is there. */
function pictureWatch(element: Element): () => boolean {
  let isSeen = false
  const look = (): void => void (isSeen ||= all(element, '.thumb img').length > 0)
  new MutationObserver(look).observe(element.shadowRoot!, { childList: true, subtree: true })
  return () => isSeen
}

describe('a sensitive post inside of another', () => {
  afterEach(tearDown)

  it('is a covered card with its reason, from the first drawing on', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ quote: source, remixOf: { ...source, id: 'other', labels: [{ name: 'holiday', by: 'author' }] } })
    const feed = mount('ai-feed')
    await feed.updateComplete
    const hasShown = pictureWatch(feed)
    await until(() => all(feed, '.source').length === 2)
    expect(all(feed, '.source img')).to.have.length(1)

    await one(feed, '.source canvas[data-drawn] ~ svg')
    const [remixed, quoted] = all(feed, '.source')
    expect(remixed?.querySelector('img')).to.not.equal(null)
    expect(quoted?.querySelector('img')).to.equal(null)
    expect(quoted?.innerText).to.contain('nudity')
    expect(quoted?.querySelector('svg')?.getBoundingClientRect().width).to.be.greaterThan(15)
    expect(hasShown()).to.equal(true)
    await expectAccessible(feed)
  })

  it('shows its picture on the card once somebody asked to see it where it was opened', async () => {
    const { mount, stub } = await setUp()
    const quoted = stub.addPost({ media: [media], labels: [...labels] })
    stub.addPost({ quote: { ...source, id: quoted.id } })
    const feed = mount('ai-feed')
    const card = await one(feed, '.source')
    const hasShown = pictureWatch(feed)
    card.click()
    const cover = await one(feed, 'dialog .cover')
    expect(hasShown()).to.equal(false)

    cover.click()

    await one(feed, '.source img')
  })

  it('is covered in the lineage, too', async () => {
    const { mount, stub } = await setUp()
    const counts = { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 1 }
    const first = stub.addPost({ media: [media], labels: [...labels], counts })
    const remix = stub.addPost({ media: [makeMedia('owl')], remixOf: { ...source, id: first.id } })

    const post = mount('ai-post', { postId: remix.id, thread: true })
    await until(() => all(post, '.step').length === 2)

    expect(all(post, '.step').map((step) => step.querySelectorAll('img').length)).to.deep.equal([0, 1])
    expect(all(post, '.step')[0]?.innerText).to.contain('nudity')
    await expectAccessible(post)
  })

  it('is neither described where it is told what a picture was made from', async () => {
    const { mount } = await setUp()
    const post = mount('ai-post', {
      post: makePost({ media: [makeMedia('owl')], remixOf: { ...source, media: { ...media, alt: 'a bare body' } } }),
    })
    ;(await one(post, '.ai-chip')).click()

    const panel = await one(post, 'dialog .provenance')

    expect(panel.textContent).to.contain('@ben').and.not.contain('a bare body')
  })

  it('is covered among the notifications', async () => {
    const { mount, stub } = await setUp()
    const like = {
      id: 'n1',
      kind: 'like',
      actors: [makeUser('carla')],
      actorCount: 1,
      at: new Date().toISOString(),
    } as const
    stub.people.notifications = [{ ...like, actors: [...like.actors], post: source, read: true }]
    const account = mount('ai-account', { notifications: true })
    ;(await one(account, '[part=chip]')).click()

    const told = await one(account, '.notification')

    expect(told.querySelector('img')).to.equal(null)
    expect(told.innerText).to.contain('nudity')
    await expectAccessible(account)
  })

  it('is covered where somebody quotes it', async () => {
    const { mount, stub } = await setUp()
    const quoted = stub.addPost({ media: [media], labels: [...labels] })

    const composer = mount('ai-composer', { quoteOf: quoted.id })
    const card = await one(composer, '.source .thumb')

    expect(card.querySelector('img')).to.equal(null)
    expect(card.closest<HTMLElement>('.source')?.innerText).to.contain('nudity')
  })

  it('is covered on every card from the moment that it gets its label, and stays so when it is deleted', async () => {
    const { mount, stub } = await setUp()
    const quoted = stub.addPost({ media: [media], text: [{ type: 'text', text: 'as it was' }] })
    const ref = { ...source, id: quoted.id, labels: undefined, text: quoted.text } as PostRef
    delete (ref as { labels?: unknown }).labels
    stub.addPost({ quote: ref })
    stub.addPost({ remixOf: ref, media: [makeMedia('owl')] })
    stub.people.notifications = [
      {
        id: 'n1',
        kind: 'quote',
        actors: [makeUser('ben')],
        actorCount: 1,
        at: quoted.createdAt,
        post: ref,
        read: true,
      },
    ]
    const feed = mount('ai-feed')
    const account = mount('ai-account', { notifications: true })
    ;(await one(account, '[part=chip]')).click()
    await until(() => all(feed, '.source img').length === 2 && all(account, '.notification img').length === 1)
    await until(() => stub.openStreams > 0)
    const stored = stub.posts.get(quoted.id)!

    stored.post = { ...quoted, version: 2, labels: [...labels], text: [{ type: 'text', text: 'as it is' }] }
    stub.emit('post.updated', { postId: quoted.id, version: 2 })

    await until(() => all(feed, '.source img').length === 0 && all(account, '.notification img').length === 0)
    for (const card of all(feed, '.source')) expect(card.innerText).to.contain('nudity').and.contain('as it is')

    stored.isDeleted = true
    stub.emit('post.deleted', { postId: quoted.id })
    await until(() => all(feed, '.source').every(({ innerText }) => innerText.includes('was deleted')))
  })
})
