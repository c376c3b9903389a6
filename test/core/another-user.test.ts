import type { FeedClient } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('what a user saw', () => {
  let opened: StubbedClient
  let client: FeedClient
  /** Holds back the answers to requests whose URL contains this. */
  let held = 'nothing'
  let release: (() => void) | undefined

  beforeEach(async () => {
    held = 'nothing'
    release = undefined
    opened = openClient()
    opened.stub.addPost({ id: 'first' })
    client = opened.open({
      fetch: async (input, init) => {
        const answer = await opened.stub.fetch(input, init)
        const { url } = new Request(input)
        if (answer.ok && url.includes(held)) await new Promise<void>((resolve) => (release = resolve))
        return url.endsWith('/v1/me') ? Response.json({ ...(await answer.json()), unread: 5 }, answer) : answer
      },
    })
    await opened.signIn(client)
  })
  afterEach(() => opened.closeAll())

  /** Signs out while an answer to the user is on its way, and lets it come. */
  async function signOutMeanwhile(): Promise<void> {
    await eventually(() => release !== undefined)
    await client.signOut()
    held = 'nothing'
    release?.()
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve))
  }

  it('is not put into a feed when it comes after they have left', async () => {
    const feed = client.feed('explore')
    const stop = feed.subscribe(() => {})
    await until(feed, ({ source, activity }) => source === 'network' && activity === 'idle')
    await eventually(() => opened.stub.openStreams === 1)
    opened.stub.addPost({ id: 'second' })
    await until(feed, ({ incoming }) => incoming === 1)
    held = 'after='

    feed.showIncoming()
    await signOutMeanwhile()
    await until(feed, ({ items, activity }) => items.length === 2 && activity === 'idle')

    expect(feed.getSnapshot().items.map(({ post }) => post.viewer)).to.deep.equal([undefined, undefined])
    stop()
  })

  it('does not become the post that others see when it comes after they have left', async () => {
    held = '/v1/posts/first'
    const loading = client.loadPost('first')

    await signOutMeanwhile()

    expect((await loading).viewer?.liked).to.equal(false)
    expect(client.post('first').getSnapshot().post).to.equal(undefined)
  })

  it('does not stand in a feed, as their own, when it was sent while they left', async () => {
    const feed = client.feed('explore')
    const stop = feed.subscribe(() => {})
    await until(feed, ({ source, activity }) => source === 'network' && activity === 'idle')
    held = '/v1/posts'
    const { done } = await client.createPost({ text: 'Theirs' })

    await signOutMeanwhile()
    await done

    expect(feed.getSnapshot().items.filter(({ post }) => post.viewer?.canEdit)).to.deep.equal([])
    stop()
  })

  it('is loaded anew in the store of a post that is still shown', async () => {
    const store = client.post('first')
    const stop = store.subscribe(() => {})
    await until(store, ({ post }) => post?.viewer !== undefined)

    await client.signOut()

    await until(store, ({ post }) => post !== undefined && post.viewer === undefined)
    stop()
  })

  it('is not counted when it comes after they have left', async () => {
    held = '/v1/me'
    const stop = client.notifications.subscribe(() => {})

    await signOutMeanwhile()

    expect(client.notifications.getSnapshot().unread).to.equal(0)
    stop()
  })

  it('stays theirs when their tokens are renewed while they leave', async () => {
    opened.stub.revokeTokens()
    held = '/oauth/token'
    const loading = client.loadMe().catch(() => {})

    await signOutMeanwhile()
    await loading

    expect(client.session.getSnapshot().status).to.equal('signed-out')
    const later = opened.open()
    await until(later.session, ({ status }) => status !== 'unknown')
    expect(later.session.getSnapshot().status).to.equal('signed-out')
  })
})
