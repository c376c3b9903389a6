import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('the store of a post', () => {
  let opened: StubbedClient

  beforeEach(() => {
    opened = openClient()
    opened.stub.addPost({ id: 'first' })
  })
  afterEach(() => opened.closeAll())

  it('says not_found once its post was deleted', async () => {
    const store = opened.client.post('first')
    const stops = [store.subscribe(() => {}), opened.client.feed('explore').subscribe(() => {})]
    await until(store, ({ post, activity }) => post !== undefined && activity === 'idle')
    await eventually(() => opened.stub.openStreams === 1)

    opened.stub.emit('post.deleted', { postId: 'first' })
    const { error } = await until(store, ({ post }) => post === undefined)

    expect(error?.code).to.equal('not_found')
    expect(store.getSnapshot()).to.equal(store.getSnapshot())
    for (const stop of stops) stop()
  })

  it('finds for who signs in what nobody else may see', async () => {
    opened.stub.fail(({ path, user }) => path === '/v1/posts/first' && user === undefined, { code: 'not_found' }, 9)
    const store = opened.client.post('first')
    const feed = opened.client.feed('user:ben')
    const stops = [store.subscribe(() => {}), feed.subscribe(() => {})]
    await until(store, ({ error }) => error?.code === 'not_found')

    await opened.signIn()
    const { error } = await until(store, ({ post, activity }) => post !== undefined && activity === 'idle')
    await until(feed, ({ items }) => items.length === 1)

    expect(error).to.equal(undefined)
    for (const stop of stops) stop()
  })

  it('stays busy when it is left and subscribed to again at once', async () => {
    const store = opened.client.post('first')
    opened.stub.fail('GET /v1/posts', 'hang', 2)

    store.subscribe(() => {})()
    const stop = store.subscribe(() => {})
    await eventually(() => opened.stub.seen('GET /v1/posts').length > 0)
    await new Promise((resolve) => setTimeout(resolve))

    expect(store.getSnapshot().activity).to.equal('first')
    stop()
  })
})
