import { expect } from '@open-wc/testing'
import { all, one, setUp, tearDown, until } from './setup.ts'

describe('<ai-feed> that shows new posts at once', () => {
  afterEach(tearDown)

  it('has its feed keep what is read, wherever that is, until it leaves the page', async () => {
    const { mount, client } = await setUp({ posts: 20 })
    const places: (() => string | undefined)[] = []
    const kept = client.feed('explore', { incoming: 'prepend', pageSize: 20 })
    const { keepNear } = kept
    kept.keepNear = (place) => {
      places.push(place)
      const stop = keepNear(place)
      return () => {
        places.splice(places.indexOf(place), 1)
        stop()
      }
    }
    const feed = mount('ai-feed', { incoming: 'prepend' })
    await one(feed, 'article')
    await until(() => places.length === 1)
    const atTop = places[0]?.()

    all(feed, 'article')[4]!.scrollIntoView({ block: 'start', behavior: 'instant' })
    const below = places[0]?.()
    feed.remove()
    await until(() => places.length === 0)

    const ids = kept.getSnapshot().items.map(({ post }) => post.id)
    expect([ids.indexOf(atTop ?? ''), ids.indexOf(below ?? '')]).to.deep.equal([0, 4])
  })
})
