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
