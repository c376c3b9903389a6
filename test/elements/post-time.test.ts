import { expect } from '@open-wc/testing'
import { sendMouse } from '@web/test-runner-commands'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

describe('the time of a post', () => {
  afterEach(tearDown)

  /** A feed with all that comes after its first posts, and how often a format of dates was made for it. */
  async function drawn(): Promise<{ feed: HTMLElementTagNameMap['ai-feed']; formats: () => number }> {
    const { mount, stub } = await setUp()
    const native = Intl.DateTimeFormat
    let made = 0
    Intl.DateTimeFormat = new Proxy(native, {
      construct: (target, args) => {
        made += 1
        return Reflect.construct(target, args) as Intl.DateTimeFormat
      },
    })
    restore = () => void (Intl.DateTimeFormat = native)
    stub.addPost({ createdAt: new Date(Date.now() - 120_000).toISOString() })
    const feed = mount('ai-feed', { lang: 'pt' })
    await whole(feed)
    return { feed, formats: () => made }
  }
  let restore = (): void => {}
  afterEach(() => restore())

  it('makes no format of dates for whoever does not look at it', async () => {
    const { feed, formats } = await drawn()

    expect((await one(feed, '.time')).title).to.equal('')
    expect(formats()).to.equal(0)
  })

  it('is told in full under a pointer', async () => {
    const { feed } = await drawn()
    const { x, y, width, height } = (await one(feed, '.time time')).getBoundingClientRect()

    await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] })

    await until(() => all(feed, '.time')[0]?.title.includes(String(new Date().getFullYear())))
    await sendMouse({ type: 'move', position: [0, 0] })
  })

  it('is told in full to whoever comes to it by keyboard, as a description', async () => {
    const { feed } = await drawn()
    const time = await one(feed, '.time')

    time.focus()

    expect(time.title).to.include(String(new Date().getFullYear()))
    expect(time.ariaLabel).to.include('2 min')
  })

  it('stays told when the post is drawn again', async () => {
    const { feed } = await drawn()
    const time = await one(feed, '.time')
    time.focus()
    ;(await one(feed, '[data-action=like]')).click()
    await until(() => all(feed, '[data-action=like]')[0]?.ariaPressed === 'true')

    expect((await one(feed, '.time')).title).to.not.equal('')
  })
})
