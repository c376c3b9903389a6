import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('what users are to each other', () => {
  let opened: StubbedClient
  let stops: (() => void)[] = []
  const open = async (id: 'explore' | 'user:ben') => {
    const feed = opened.client.feed(id)
    stops.push(feed.subscribe(() => {}))
    await until(feed, ({ source }) => source === 'network')
    return feed
  }

  beforeEach(async () => {
    opened = openClient()
    opened.stub.addPost({ id: 'from-ben' })
    opened.stub.addPost({ id: 'from-cleo', author: opened.stub.addUser('cleo') })
    await opened.signIn()
  })
  afterEach(() => {
    for (const stop of stops) stop()
    stops = []
    opened.closeAll()
  })

  it('follows and unfollows', async () => {
    const { client, stub } = opened

    await (
      await client.setFollowing('ben', true)
    ).done
    const after = [...stub.people.relations]
    await (
      await client.setFollowing('ben', false)
    ).done

    expect(after).to.deep.equal(['followers anna ben'])
    expect([...stub.people.relations]).to.deep.equal([])
  })

  for (const set of ['setBlocked', 'setMuted'] as const)
    it(`hides the author’s posts at once by ${set}, but not on their own page, and shows them again`, async () => {
      const [explore, page] = [await open('explore'), await open('user:ben')]
      const idsOf = () => [explore, page].map((feed) => feed.getSnapshot().items.map(({ post }) => post.id))

      const { done } = await opened.client[set]('ben', true)
      const atOnce = idsOf()
      await done
      const confirmed = idsOf()
      await (
        await opened.client[set]('ben', false)
      ).done

      expect(atOnce).to.deep.equal([['from-cleo'], ['from-ben']])
      expect(confirmed).to.deep.equal(atOnce)
      expect(idsOf()).to.deep.equal([['from-cleo', 'from-ben'], ['from-ben']])
    })

  it('loads those whom one follows anew for whoever comes back after following somebody', async () => {
    const { client, stub } = opened
    const home = client.feed('home')
    const visit = async (): Promise<void> => {
      const leave = home.subscribe(() => {})
      await until(home, ({ source, activity }) => source === 'network' && activity === 'idle')
      leave()
    }
    const pagesOne = (): number => stub.seen('GET /v1/feeds/home').filter(({ query }) => !query.has('after')).length
    await visit()
    const once = pagesOne()
    await visit()
    const twice = pagesOne()

    await (
      await client.setFollowing('ben', true)
    ).done
    await visit()

    expect([twice - once, pagesOne() - twice]).to.deep.equal([0, 1])
  })

  it('loads bookmarks anew for whoever comes back after another one', async () => {
    const { client } = opened
    const bookmarks = client.feed('bookmarks')
    const leave = bookmarks.subscribe(() => {})
    await until(bookmarks, ({ source }) => source === 'network')
    leave()

    await (
      await client.setBookmarked('from-cleo', true)
    ).done
    stops.push(bookmarks.subscribe(() => {}))

    const { items } = await until(bookmarks, (snapshot) => snapshot.items.length > 0)
    expect(items.map(({ post }) => post.id)).to.deep.equal(['from-cleo'])
  })

  it('shows the posts again when the server refuses the block', async () => {
    const explore = await open('explore')
    opened.stub.fail('PUT', { code: 'suspended' })

    const { done } = await opened.client.setBlocked('ben', true)
    const failure = await done.catch((error: unknown) => error)

    expect(isFeedError(failure, 'suspended')).to.equal(true)
    expect(explore.getSnapshot().items).to.have.length(2)
  })

  it('finds users by the start of their handle', async () => {
    const found = await opened.client.findUsers('be')

    expect(found.map(({ handle }) => handle)).to.deep.equal(['ben'])
  })

  it('lists whom the user blocks and mutes, page by page', async () => {
    const { client, stub } = opened
    for (const handle of ['cleo', 'dora', 'emil']) {
      stub.addUser(handle)
      await (
        await client.setMuted(handle, true)
      ).done
    }

    const first = await client.loadMuted()
    const second = await client.loadMuted({ cursor: first.next })
    const blocked = await client.loadBlocked()

    const handles = [first, second, blocked].map(({ items }) => items.map(({ handle }) => handle))
    expect(handles).to.deep.equal([['emil', 'dora'], ['cleo'], []])
    expect(second.next).to.equal(undefined)
  })

  it('reports, once, through a network that answers everything with its own page', async () => {
    opened.stub.fail('POST /v1/reports', 'html-200')

    const { id, done } = await opened.client.report({
      post: 'from-ben',
      category: 'spam',
      reason: 'Ads',
      goodFaith: true,
    })
    const [entry] = await until(opened.client.outbox, ([first]) => first?.error !== undefined)
    await opened.client.outbox.retry(id)
    await done

    expect(entry?.error?.code).to.equal('bad_response')
    expect(opened.stub.people.reports).to.have.length(1)
  })

  it('deletes for real, though a network answered first with its own page', async () => {
    opened.stub.fail('DELETE /v1/posts', 'html-200')

    const { id, done } = await opened.client.deletePost('from-ben')
    await until(opened.client.outbox, ([entry]) => entry?.error !== undefined)
    await opened.client.outbox.retry(id)
    await done

    expect(opened.stub.posts.get('from-ben')?.isDeleted).to.equal(true)
  })

  it('marks posts with reposts and bookmarks, and lists what was marked', async () => {
    await Promise.all(
      [await opened.client.setReposted('from-ben', true), await opened.client.setBookmarked('from-ben', true)].map(
        ({ done }) => done,
      ),
    )

    const feed = await until(opened.client.feed('bookmarks'), ({ source }) => source === 'network')

    expect(feed.items.map(({ post }) => post.id)).to.deep.equal(['from-ben'])
    expect(feed.items[0]?.post.viewer).to.include({ reposted: true, bookmarked: true, liked: false })
    expect(feed.items[0]?.post.counts.reposts).to.equal(1)
  })
})
