import type { OutboxEntry } from '@ai-feed/core'
import { FeedError } from '@ai-feed/core'
import { expect, fixture } from '@open-wc/testing'
import { pendingTemplate } from '../../packages/elements/dist/post/pending-template.js'
import { laterEnglish } from '../../packages/elements/dist/strings-en.js'
import { english } from '../../packages/elements/dist/strings.js'

const strings = { ...english, ...laterEnglish }

const draw = (entry: OutboxEntry, nowMs = 0, isAsked = false): Promise<Element> =>
  fixture(pendingTemplate(entry, { user: undefined, strings, nowMs, isAsked }))
const actions = (element: Element): (string | undefined)[] =>
  [...element.querySelectorAll<HTMLElement>('[data-action]')].map(({ dataset }) => dataset['action'])

describe('a post of the outbox that waits', () => {
  const waiting: OutboxEntry = { id: 'entry-1', kind: 'post', createdAtMs: 0, status: 'waiting', waitingFor: 'server' }
  const full = new FeedError('storage_full', 'no space left', { retryable: true })

  for (const [what, entry, nowMs, sentence] of [
    ['is posted at once', waiting, 1_000, 'Posting…'],
    ['has others before it', waiting, 60_000, 'Waiting for the server. Goes out by itself.'],
    ['has no network', { ...waiting, waitingFor: 'network' }, 0, strings.pendingWaitingNetwork],
    [
      'has no network, and the browser stores nothing',
      { ...waiting, waitingFor: 'network', error: new FeedError('storage_failed', 'in memory') },
      0,
      'This browser stores nothing here. It goes out if the page stays open.',
    ],
    [
      'was put off by the server',
      { ...waiting, error: full },
      0,
      'The server has no room left for this. Goes out by itself.',
    ],
  ] as const)
    it(`says so when it ${what}`, async () => {
      const element = await draw(entry, nowMs)

      expect(element.querySelector('.waiting')?.textContent?.trim()).to.equal(sentence)
    })

  it('says how long it is still put off, in seconds or in minutes', async () => {
    const error = new FeedError('rate_limited', 'slow down', { retryable: true })
    const putOff = (waitMs: number): OutboxEntry => ({ ...waiting, error, retryAtMs: waitMs })

    for (const [waitMs, span] of [
      [41_200, '42 seconds'],
      [300_000, '5 minutes'],
    ] as const) {
      const sentence = (await draw(putOff(waitMs))).querySelector('.waiting')?.textContent?.trim()
      expect(sentence).to.equal(`Too many requests at once. A short wait helps. Trying again in ${span}.`)
    }
  })
})

describe('what can be done about a post of the outbox', () => {
  const entry: OutboxEntry = {
    id: 'entry-1',
    kind: 'post',
    createdAtMs: 0,
    status: 'waiting',
    draft: { text: 'Hello' },
  }

  for (const [what, change, nowMs, names] of [
    ['that goes out at once: nothing', { waitingFor: 'server' }, 0, []],
    [
      'that the server put off',
      { waitingFor: 'server', retryAtMs: 9_000 },
      8_000,
      ['retry-entry', 'edit-entry', 'ask-discard'],
    ],
    ['without a network', { waitingFor: 'network' }, 0, ['edit-entry', 'ask-discard']],
    ['without a sign-in', { waitingFor: 'sign-in' }, 0, ['sign-in-entry', 'edit-entry', 'ask-discard']],
    ['behind another', { waitingFor: 'turn' }, 8_000, ['edit-entry', 'ask-discard']],
    ['that was refused', { status: 'rejected' }, 0, ['retry-entry', 'edit-entry', 'ask-discard']],
    ['on its way: nothing', { status: 'sending' }, 8_000, []],
  ] as const)
    it(what, async () => {
      expect(actions(await draw({ ...entry, ...change }, nowMs))).to.deep.equal(names)
    })

  it('is asked about before it is lost', async () => {
    const element = await draw({ ...entry, waitingFor: 'network' }, 0, true)

    expect(actions(element)).to.deep.equal(['discard-entry', 'keep-entry'])
    expect(element.querySelector('[role=group]')?.getAttribute('aria-label')).to.equal(strings.discardQuestion)
  })
})
