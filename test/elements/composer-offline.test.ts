import { FeedError } from '@ai-feed/core'
import type { PostDraft } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { all, next, one, setOnline, setUp, tearDown, until } from './setup.ts'

describe('<ai-composer> offline', () => {
  afterEach(tearDown)

  it('posts by itself once it is online where a part of the client is missing', async () => {
    const page = await setUp()
    let isMissing = true
    const client = {
      ...page.client,
      createPost: (draft: PostDraft) =>
        isMissing ? Promise.reject(new FeedError('offline', 'a part is missing')) : page.client.createPost(draft),
    }
    const composer = page.mount('ai-composer', { client, draft: { text: 'Later' } })
    await one(composer, '[part=post-button]')
    setOnline(false)
    void composer.post()
    await until(() => all(composer, '.note').some(({ textContent }) => textContent?.includes('leave this page open')))
    const kept = composer.draft.text
    const posted = next(composer, 'ai-composer-posted')

    isMissing = false
    setOnline(true)
    dispatchEvent(new Event('online'))

    expect((await posted).post.text).to.deep.equal([{ type: 'text', text: 'Later' }])
    expect(kept).to.equal('Later')
  })

  it('says of a post that it was not posted, and keeps it, where a part of the client does not come', async () => {
    const page = await setUp()
    const client = { ...page.client, createPost: () => Promise.reject(new FeedError('offline', 'a part is missing')) }
    const composer = page.mount('ai-composer', { client, draft: { text: 'Later' } })
    await one(composer, '[part=post-button]')

    await composer.post()

    expect((await one(composer, '.note.danger')).textContent).to.contain('Not posted. There is no connection.')
    expect(composer.draft.text).to.equal('Later')
  })
})
