import { isFeedError, type OutboxEntry } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('outbox', () => {
  let opened: StubbedClient
  const textsOn = (): string[] =>
    [...opened.stub.posts.values()].flatMap(({ post }) => post.text.map((segment) => segment.text))

  beforeEach(() => {
    opened = openClient()
  })
  afterEach(() => opened.closeAll())

  it('sends a post and gives the server’s', async () => {
    await opened.signIn()

    const submission = await opened.client.createPost({ text: 'Hello' })
    const post = await submission.done

    expect(post.author.handle).to.equal('anna')
    expect(opened.client.outbox.getSnapshot()).to.deep.equal([])
    expect(opened.stub.seen('POST /v1/posts').at(-1)?.headers.get('idempotency-key')).to.equal(submission.id)
  })

  for (const id of ['explore', 'for-you', 'home'] as const)
    it(`shows an own post as pending, then in its feed without a request: ${id}`, async () => {
      await opened.signIn()
      const feed = opened.client.feed(id)
      const stop = feed.subscribe(() => {})
      await until(feed, ({ source }) => source === 'network')
      opened.stub.fail('POST /v1/posts', 'hang')

      await opened.client.createPost({ text: 'Hello' })
      const pending = await until(feed, (snapshot) => snapshot.pending[0]?.status === 'sending')
      opened.stub.heal()
      await opened.client.outbox.retry(pending.pending[0]!.id)
      const shown = await until(feed, ({ items }) => items.length === 1)

      expect(pending.pending[0]?.draft?.text).to.equal('Hello')
      expect(shown.pending).to.deep.equal([])
      expect(shown.incoming).to.equal(0)
      stop()
    })

  for (const fault of ['lost-answer', 'offline', 'html-200', 'cut'] as const) {
    it(`posts exactly once through ${fault}`, async () => {
      await opened.signIn()
      opened.stub.fail('POST /v1/posts', fault)

      const { id, done } = await opened.client.createPost({ text: 'Only once' })
      await until(opened.client.outbox, ([entry]) => entry?.error !== undefined)
      await opened.client.outbox.retry(id)
      await done

      expect(textsOn()).to.deep.equal(['Only once'])
    })
  }

  it('tries again by itself after the pause that the server asked for', async () => {
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', { code: 'rate_limited', retryAfter: 1 })

    const { done } = await opened.client.createPost({ text: 'Later' })
    const [entry] = await until(opened.client.outbox, ([first]) => first?.error !== undefined)
    await done

    expect(entry?.status).to.equal('waiting')
    expect(entry?.waitingFor).to.equal('server')
    expect(textsOn()).to.deep.equal(['Later'])
  })

  it('keeps what was written when the server refuses it', async () => {
    await opened.signIn()

    const { id, done } = await opened.client.createPost({ text: 'refuse me' })
    const failure = await done.catch((error: unknown) => error)
    const [entry] = opened.client.outbox.getSnapshot()
    await opened.client.outbox.edit(id, { text: 'better now' })
    await until(opened.client.outbox, (entries) => entries.length === 0)

    expect(isFeedError(failure, 'invalid_field')).to.equal(true)
    expect(entry).to.include({ status: 'rejected' })
    expect(entry?.draft).to.deep.equal({ text: 'refuse me' })
    expect(textsOn()).to.deep.equal(['better now'])
    expect(
      new Set(opened.stub.seen('POST /v1/posts').map(({ headers }) => headers.get('idempotency-key'))),
    ).to.have.property('size', 1)
  })

  it('never doubles a post that was edited after its answer got lost', async () => {
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', 'lost-answer')

    const { id } = await opened.client.createPost({ text: 'First words' })
    await until(opened.client.outbox, ([entry]) => entry?.error !== undefined)
    await opened.client.outbox.edit(id, { text: 'Second words' })
    const [entry] = await until(opened.client.outbox, ([first]) => first?.status === 'rejected')

    expect(entry?.error?.code).to.equal('idempotency_mismatch')
    expect(textsOn()).to.deep.equal(['First words'])
  })

  it('sends after a reload what was stored before', async () => {
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', 'offline', 100)
    const { id } = await opened.client.createPost({ text: 'Before the reload' })
    await until(opened.client.outbox, ([entry]) => entry?.error !== undefined)
    opened.client.close()
    opened.stub.heal()

    const later = opened.open()
    await until(later.session, ({ status }) => status === 'signed-in')
    const [entry] = await until(later.outbox, (entries) => entries.length === 1)
    await later.outbox.retry(id)
    await until(later.outbox, (entries) => entries.length === 0)

    expect(entry?.id).to.equal(id)
    expect(textsOn()).to.deep.equal(['Before the reload'])
  })

  it('tells every tab how it ended, whichever sends', async () => {
    await opened.signIn()
    const other = opened.open()
    await until(other.session, ({ status }) => status === 'signed-in')
    await until(other.outbox, () => true)

    const submissions = await Promise.all([
      opened.client.createPost({ text: 'one' }),
      other.createPost({ text: 'two' }),
      opened.client.createPost({ text: 'three' }),
    ])
    await Promise.all(submissions.map(({ done }) => done))

    expect(textsOn().toSorted()).to.deep.equal(['one', 'three', 'two'])
    expect(
      opened.stub.seen('POST /v1/posts').filter(({ headers }) => headers.get('dpop') !== null).length,
    ).to.be.greaterThan(2)
  })

  it('waits for sign-in with what was written before, and gives it to who signs in', async () => {
    const { done } = await opened.client.createPost({ text: 'Not yet' })
    const [entry] = await until(opened.client.outbox, ([first]) => first?.waitingFor === 'sign-in')

    await opened.signIn()
    const post = await done

    expect(entry?.userId).to.equal(undefined)
    expect(post.author.handle).to.equal('anna')
  })

  it('never sends one user’s entry as another', async () => {
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', 'offline', 100)
    await opened.client.createPost({ text: 'Anna’s' })
    await until(opened.client.outbox, ([entry]) => entry?.error !== undefined)
    await opened.client.signOut()
    opened.stub.heal()

    const ben = opened.open({ getToken: async () => 'ben' })
    await ben.signIn()
    await (
      await ben.createPost({ text: 'Ben’s' })
    ).done
    const [entry] = ben.outbox.getSnapshot()

    expect(textsOn()).to.deep.equal(['Ben’s'])
    expect(entry).to.include({ userId: 'user-anna', waitingFor: 'sign-in' } satisfies Partial<OutboxEntry>)
  })

  it('forgets a discarded entry', async () => {
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', 'hang')
    const { id, done } = await opened.client.createPost({ text: 'Rather not' })
    await until(opened.client.outbox, ([entry]) => entry?.status === 'sending')

    await opened.client.outbox.discard(id)

    expect(await done.catch((error: DOMException) => error.name)).to.equal('AbortError')
    expect(opened.client.outbox.getSnapshot()).to.deep.equal([])
  })

  it('sends from memory when the browser stores nothing, and says so', async () => {
    const whole = IDBObjectStore.prototype.put
    await opened.signIn()
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    try {
      opened.stub.fail('POST /v1/posts', { code: 'overloaded', retryAfter: 1 })
      const { done } = await opened.client.createPost({ text: 'From memory' })
      const [entry] = opened.client.outbox.getSnapshot()
      await done

      expect(entry?.error?.code).to.equal('storage_failed')
      expect(textsOn()).to.deep.equal(['From memory'])
    } finally {
      IDBObjectStore.prototype.put = whole
    }
  })

  it('keeps the order of comments on one post and lets others pass', async () => {
    await opened.signIn()
    opened.stub.addPost({ id: 'parent' })
    opened.stub.fail(({ method, body }) => method === 'POST' && (body as { text?: string }).text === 'first', {
      code: 'overloaded',
      retryAfter: 1,
    })

    const first = await opened.client.createPost({ text: 'first', commentOn: 'parent' })
    const second = await opened.client.createPost({ text: 'second', commentOn: 'parent' })
    const elsewhere = await opened.client.createPost({ text: 'elsewhere' })
    await Promise.all([first.done, second.done, elsewhere.done])

    expect(textsOn().filter((text) => !text.startsWith('Post'))).to.deep.equal(['elsewhere', 'first', 'second'])
  })
})
