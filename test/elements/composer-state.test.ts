import { FeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { transition } from '../../packages/elements/dist/composer/composer-state.js'
import type { ComposerEvent, ComposerState } from '../../packages/elements/dist/composer/composer-state.js'

const error = new FeedError('internal', 'broken')
const entry = { id: 'e', kind: 'post', createdAtMs: 0, status: 'sending' } as const

const states: Record<ComposerState['status'], ComposerState> = {
  writing: { status: 'writing' },
  generating: { status: 'generating', startedAtMs: 1, isQueued: true, previews: [] },
  ready: { status: 'ready' },
  refused: { status: 'refused', stage: 'prompt', category: undefined, retryable: false },
  canceled: { status: 'canceled' },
  posting: { status: 'posting', entry: undefined },
  posted: { status: 'posted' },
  failed: { status: 'failed', error, entryId: 'e' },
}

const events: Record<string, ComposerEvent> = {
  start: { type: 'start', atMs: 5 },
  queued: { type: 'queued', id: 'g' },
  running: { type: 'running', id: 'g' },
  partial: { type: 'partial', id: 'g', variant: 1, index: 0, url: 'https://feed.test/1' },
  succeeded: { type: 'succeeded', id: 'g', media: [] },
  refused: { type: 'refused', id: 'g', stage: 'output', retryable: true },
  failed: { type: 'failed', id: 'g', error },
  canceled: { type: 'canceled', id: 'g' },
  error: { type: 'error', error },
  'prompt refused': { type: 'error', error: new FeedError('prompt_refused', 'no') },
  'give-up': { type: 'give-up' },
  store: { type: 'store' },
  entry: { type: 'entry', entry },
  posted: { type: 'posted' },
  write: { type: 'write' },
}

/** What each state becomes; a dash keeps it. Columns as in `states`. */
const table: Record<keyof typeof events, string> = {
  start: 'generating generating generating generating generating generating generating generating',
  queued: '- generating - - - - - -',
  running: '- generating - - - - - -',
  partial: '- generating - - - - - -',
  succeeded: '- ready - - - - - -',
  refused: '- refused - - - - - -',
  failed: '- failed - - - - - -',
  canceled: '- canceled - - - - - -',
  error: 'failed failed failed failed failed failed failed failed',
  'prompt refused': 'refused refused refused refused refused refused refused refused',
  'give-up': '- writing - - - - - -',
  store: 'posting posting posting posting posting posting posting posting',
  entry: '- - - - - posting - -',
  posted: '- - - - - posted - posted',
  write: 'writing - writing writing writing - writing writing',
}

describe('composer state', () => {
  for (const [name, event] of Object.entries(events)) {
    const row = table[name]?.split(' ') ?? []
    for (const [column, [status, state]] of Object.entries(states).entries()) {
      const expected = row[column]
      it(`${status} × ${name} = ${expected}`, () => {
        const after = transition(state, event)

        if (expected === '-') expect(after).to.equal(state)
        else expect(after.status).to.equal(expected)
      })
    }
  }

  it('keeps the newest preview of each variant, and the one before it', () => {
    const one = transition(states.generating, { type: 'partial', id: 'g', variant: 1, index: 0, url: 'a' })
    const two = transition(one, { type: 'partial', id: 'g', variant: 0, index: 0, url: 'b' })
    const three = transition(two, { type: 'partial', id: 'g', variant: 1, index: 1, url: 'c' })

    expect(three).to.deep.include({
      previews: [
        { index: 0, url: 'b' },
        { index: 1, url: 'c', before: { index: 0, url: 'a' } },
      ],
      isQueued: false,
    })
  })
})
