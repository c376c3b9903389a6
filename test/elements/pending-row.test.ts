import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, saidBy, setOnline, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

/** A feed with a post that the server has put off for a while. */
async function putOff(seconds = 300): Promise<Page & { feed: HTMLElementTagNameMap['ai-feed'] }> {
  const page = await setUp({ posts: 1 })
  page.stub.fail('POST /v1/posts', { code: 'rate_limited', retryAfter: seconds })
  const feed = page.mount('ai-feed')
  await one(feed, 'article')
  await page.client.createPost({ text: 'My words' })
  await one(feed, '.pending [data-action=ask-discard]')
  return { ...page, feed }
}
const press = async (feed: Element, action: string): Promise<void> =>
  (await one(feed, `[data-action=${action}]`)).click()

describe('an own post that waits, in <ai-feed>', () => {
  afterEach(tearDown)

  it('is thrown away after a question, by keyboard, and says so', async () => {
    const { feed, client } = await putOff()
    ;(await one(feed, '[data-action=ask-discard]')).focus()
    await press(feed, 'ask-discard')

    await until(() => feed.shadowRoot?.activeElement?.matches('[data-action=keep-entry]'))
    await expectAccessible(feed)
    await press(feed, 'discard-entry')

    await until(() => client.outbox.getSnapshot().length === 0)
    await until(() => saidBy(feed) === 'Discarded')
    await until(() => feed.shadowRoot?.activeElement?.matches('article'))
  })

  it('is kept by Escape, and by the other button', async () => {
    const { feed, client } = await putOff()
    for (const keep of [
      () => all(feed, '[data-action=keep-entry]')[0]?.click(),
      () =>
        feed.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    ]) {
      await press(feed, 'ask-discard')
      await until(() => feed.shadowRoot?.activeElement?.matches('[data-action=keep-entry]'))
      keep()
      await until(() => feed.shadowRoot?.activeElement?.matches('[data-action=ask-discard]'))
    }
    expect(client.outbox.getSnapshot()).to.have.length(1)
  })

  it('gets other words where it waits, and goes out with them alone', async () => {
    const { feed, client, stub } = await putOff()
    await press(feed, 'edit-entry')
    const field = (await one(feed, 'dialog textarea')) as HTMLTextAreaElement
    expect(field.value).to.equal('My words')

    field.value = 'Better words'
    all(feed, 'dialog [type=submit]')[0]?.click()

    await until(() => client.outbox.getSnapshot().length === 0)
    await until(() => all(feed, 'dialog').length === 0)
    const sent = stub.seen('POST /v1/posts').map(({ body }) => (body as { text: string }).text)
    expect(sent).to.deep.equal(['My words', 'Better words'])
    await until(() => all(feed, '.row .text').some((words) => words.textContent === 'Better words'))
  })

  it('keeps the form and says so when it went out meanwhile', async () => {
    const { feed, client } = await putOff()
    await press(feed, 'edit-entry')
    const field = (await one(feed, 'dialog textarea')) as HTMLTextAreaElement
    field.value = 'Too late'
    await client.outbox.retry(client.outbox.getSnapshot()[0]!.id)
    await until(() => client.outbox.getSnapshot().length === 0)

    all(feed, 'dialog [type=submit]')[0]?.click()

    await until(() => saidBy(feed) === 'It has been posted in the meantime.')
    expect(((await one(feed, 'dialog textarea')) as HTMLTextAreaElement).value).to.equal('Too late')
  })

  it('is tried again at once when asked to', async () => {
    const { feed, client } = await putOff()

    await press(feed, 'retry-entry')

    await until(() => saidBy(feed) === 'Posting…')
    await until(() => client.outbox.getSnapshot().length === 0)
  })

  it('counts the seconds down that the server asked for', async () => {
    const { feed } = await putOff(60)
    const seconds = (): number => Number(/in (\d+) seconds/.exec(all(feed, '.waiting')[0]?.textContent ?? '')?.[1])
    const before = await until(seconds)

    await until(() => seconds() < before)
  })
})

describe('what was done to a post and has to wait', () => {
  afterEach(tearDown)

  it('says how long where the server asked to wait', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    stub.fail('PUT /v1/posts', { code: 'rate_limited', retryAfter: 60 })
    const feed = mount('ai-feed')

    ;(await one(feed, '[data-action=like]')).click()

    await until(() => /Trying again in \d+ seconds/.test(saidBy(feed)))
    expect(all(feed, '.toast')[0]?.textContent).to.contain('Too many requests at once')
    expect(all(feed, '[data-action=like]')[0]?.ariaPressed).to.equal('true')
  })

  it('says that it waits for a connection', async () => {
    const { mount } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    await one(feed, '[data-action=like]')
    setOnline(false)

    all(feed, '[data-action=like]')[0]?.click()

    await until(() => saidBy(feed).startsWith('Waiting for a connection'))
  })
})
