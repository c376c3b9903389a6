import { expect } from '@open-wc/testing'
import { FeedError } from '@ai-feed/core'
import {
  emptyFeedState,
  feedTransition,
  type FeedState,
  type FeedStateEvent,
} from '../../packages/core/dist/feed/feed-state.js'
import { growthTransition, type GrowthEvent } from '../../packages/core/dist/feed/growth-state.js'
import {
  entryTransition,
  findNext,
  findPauseMs,
  isExpired,
  judge,
  waitingForOf,
  type Intent,
  type StoredEntry,
} from '../../packages/core/dist/posting/outbox-entry.js'
import { sessionOf, type Session } from '../../packages/core/dist/auth/session-state.js'
import { makePost, makeUser } from '../support/wire-shapes.ts'

describe('states of a feed', () => {
  const growing = new Set<string>(['appended', 'caught-up', 'announced', 'cut', 'inserted'])
  const isGrowth = (event: FeedStateEvent | GrowthEvent): event is GrowthEvent => growing.has(event.type)
  const transition = (state: FeedState, event: FeedStateEvent | GrowthEvent): FeedState =>
    isGrowth(event) ? growthTransition(state, event) : feedTransition(state, event)
  const item = (id: string) => ({ key: id, post: makePost({ id }) })
  const page = (ids: string[], next?: string) => ({
    items: ids.map(item),
    newest: 'n',
    ...(next === undefined ? {} : { next }),
  })
  const loaded = feedTransition(emptyFeedState, { type: 'loaded', page: page(['c', 'b'], '2'), known: [] })
  const idsOf = (state: FeedState) => state.rows.map(({ post }) => post.id).join('')

  const cases: [
    sentence: string,
    state: FeedState,
    event: FeedStateEvent | GrowthEvent,
    rows: string,
    next: string | undefined,
    announced: string,
  ][] = [
    ['takes page one', emptyFeedState, { type: 'loaded', page: page(['c', 'b'], '2'), known: [] }, 'cb', '2', ''],
    ['shows the cache only before the network', loaded, { type: 'cached', page: page(['x']) }, 'cb', '2', ''],
    [
      'drops repeats within a page',
      emptyFeedState,
      { type: 'loaded', page: page(['c', 'c', 'b']), known: [] },
      'cb',
      undefined,
      '',
    ],
    [
      'drops a post whose key stands for another one',
      emptyFeedState,
      { type: 'loaded', page: { items: [item('c'), { ...item('b'), key: 'c' }], newest: 'n' }, known: [] },
      'c',
      undefined,
      '',
    ],
    [
      'appends without repeats',
      loaded,
      { type: 'appended', page: page(['b', 'a'], '1'), cursor: '2', towards: 'next' },
      'cba',
      '1',
      '',
    ],
    [
      'goes on after an empty page',
      loaded,
      { type: 'appended', page: page([], '1'), cursor: '2', towards: 'next' },
      'cb',
      '1',
      '',
    ],
    [
      'ends where a cursor comes again',
      loaded,
      { type: 'appended', page: page(['a'], '2'), cursor: '2', towards: 'next' },
      'cba',
      undefined,
      '',
    ],
    [
      'ignores a page of another cursor',
      loaded,
      { type: 'appended', page: page(['a']), cursor: '9', towards: 'next' },
      'cb',
      '2',
      '',
    ],
    ['announces what is not there', loaded, { type: 'announced', postIds: ['d', 'c', 'd'] }, 'cb', '2', 'd'],
    [
      'puts what came on top',
      loaded,
      { type: 'caught-up', items: [item('d')], newest: 'm', known: [], at: 'start' },
      'dcb',
      '2',
      '',
    ],
    ['inserts an own post once', loaded, { type: 'inserted', item: item('c'), at: 'start' }, 'cb', '2', ''],
    [
      'keeps the rows when a request fails',
      loaded,
      { type: 'failed', error: new FeedError('offline', 'x') },
      'cb',
      '2',
      '',
    ],
  ]

  for (const [sentence, state, event, rows, next, announced] of cases) {
    it(sentence, () => {
      const after = transition(state, event)

      expect(idsOf(after)).to.equal(rows)
      expect(after.next).to.equal(next)
      expect(after.announced.join('')).to.equal(announced)
      expect(after.activity).to.equal('idle')
    })
  }

  it('gives the same object when nothing applies', () => {
    expect(feedTransition(loaded, { type: 'cached', page: page(['x']) })).to.equal(loaded)
    expect(feedTransition(loaded, { type: 'turned', activity: 'idle' })).to.equal(loaded)
    expect(growthTransition(loaded, { type: 'announced', postIds: ['c'] })).to.equal(loaded)
  })
})

describe('outbox entries', () => {
  const entry = (id: string, change: Partial<StoredEntry> = {}): StoredEntry => ({
    format: 1,
    id,
    server: 'https://feed.test',
    site: 'default',
    userId: 'anna',
    createdAtMs: 0,
    intent: { kind: 'reaction', postId: 'p', mark: 'likes', on: true },
    tries: 0,
    isRejected: false,
    mediaIds: [],
    ...change,
  })
  const other: Intent = { kind: 'delete', postId: 'q' }
  const now = { nowMs: 1000, isOnline: true, userId: 'anna' as string | undefined }

  const turns: [sentence: string, entries: StoredEntry[], circumstances: typeof now, next: string | undefined][] = [
    ['sends the oldest first', [entry('1'), entry('2')], now, '1'],
    ['sends nothing offline', [entry('1')], { ...now, isOnline: false }, undefined],
    ['sends nothing signed out', [entry('1')], { ...now, userId: undefined }, undefined],
    ['leaves another user’s', [entry('1', { userId: 'ben' }), entry('2')], now, '2'],
    ['takes one that nobody owns', [entry('1', { userId: undefined })], now, '1'],
    ['waits with the same subject', [entry('1', { notBeforeMs: 2000 }), entry('2')], now, undefined],
    ['lets another subject pass', [entry('1', { notBeforeMs: 2000 }), entry('2', { intent: other })], now, '2'],
    ['does not wait for a clock that was set back', [entry('1', { notBeforeMs: 86_400_000 })], now, '1'],
    ['is held up by no rejected one', [entry('1', { isRejected: true }), entry('2')], now, '2'],
  ]
  for (const [sentence, entries, circumstances, next] of turns) {
    it(sentence, () => expect(findNext(entries, circumstances)?.id).to.equal(next))
  }

  it('looks again after a pause, and not before the network or the user is back', () => {
    const paused = [entry('1', { notBeforeMs: 500 }), entry('2', { notBeforeMs: 3000, intent: other })]

    expect(findPauseMs(paused.slice(1), now)).to.equal(2000)
    expect(findPauseMs([entry('1')], now)).to.equal(undefined)
    expect(findPauseMs(paused, { ...now, isOnline: false })).to.equal(undefined)
    expect(findPauseMs(paused, { ...now, userId: undefined })).to.equal(undefined)
  })

  it('says what each waits for', () => {
    expect(waitingForOf(entry('2'), [entry('1')], now)).to.equal('turn')
    expect(waitingForOf(entry('2'), [], { ...now, isOnline: false })).to.equal('network')
    expect(waitingForOf(entry('2'), [], { ...now, userId: 'ben' })).to.equal('sign-in')
    expect(waitingForOf(entry('2'), [], now)).to.equal('server')
  })

  it('ends 13 days after the first attempt, and a retry starts anew', () => {
    const dayMs = 86_400_000
    const tried = entryTransition(entry('1'), { type: 'attempted', userId: 'anna', atMs: 1 })
    const again = entryTransition(tried, { type: 'attempted', userId: 'anna', atMs: 99 })
    const expired = entryTransition(again, { type: 'refused', error: new FeedError('expired', 'x') })

    expect(isExpired(again, 13 * dayMs)).to.equal(false)
    expect(isExpired(again, 13 * dayMs + 2)).to.equal(true)
    expect(isExpired(entryTransition(expired, { type: 'retried' }), 99 * dayMs)).to.equal(false)
  })

  it('tells a refusal from a lost answer and from a missing session', () => {
    const like = entry('1').intent
    expect(judge(like, new FeedError('offline', 'x', { retryable: true }))).to.equal('again')
    expect(judge(like, new FeedError('suspended', 'x'))).to.equal('end')
    expect(judge(like, new FeedError('token_expired', 'x', { retryable: true }))).to.equal('sign-in')
    expect(judge(other, new FeedError('not_found', 'x'))).to.equal('done')
    expect(judge(like, new FeedError('not_found', 'x'))).to.equal('end')
  })
})

describe('sessionOf', () => {
  const user = makeUser('anna')
  const tokens = { accessToken: 'a', expiresAtMs: 0 }
  const cases: [record: Parameters<typeof sessionOf>[0], step: Parameters<typeof sessionOf>[1], session: Session][] = [
    [undefined, undefined, { status: 'signed-out' }],
    [{ user, tokens }, undefined, { status: 'signed-in', user }],
    [{ user }, undefined, { status: 'expired', user }],
    [undefined, 'window', { status: 'signing-in', waitingFor: 'window' }],
    [{ user, tokens }, 'server', { status: 'signing-in', waitingFor: 'server' }],
  ]
  for (const [record, step, session] of cases) {
    const there = record === undefined ? 'nobody' : record.tokens ? 'a user' : 'a user without tokens'
    it(`is ${session.status} with ${there}${step === undefined ? '' : `, waiting for the ${step}`}`, () =>
      expect(sessionOf(record, step)).to.deep.equal(session))
  }
})
