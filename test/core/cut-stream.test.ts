import { expect } from '@open-wc/testing'
import { createLiveFeed } from '../../packages/core/dist/feed/live-feed.js'
import { createPostMap } from '../../packages/core/dist/feed/post-map.js'
import { errorOfResponse } from '../../packages/core/dist/http/read-problem.js'
import { createTransport } from '../../packages/core/dist/http/transport.js'
import { systemClock } from '../../packages/core/dist/platform/clock.js'
import { createEmitter } from '../../packages/core/dist/platform/emitter.js'
import { eventually } from '../support/until.ts'

const at = '2026-01-01T00:00:00.000Z'
const event = (seq: number): string =>
  `event: post.created\r\nid: ${seq}\r\ndata: ${JSON.stringify({ seq, feeds: ['explore'], postId: `🦊${seq}`, author: { id: 'a', handle: 'ben' }, at })}\r\n\r\n`
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Hears of posts by a stream that breaks after so many bytes, and goes on after the last event. */
async function hearThrough(cutAt: number): Promise<string[]> {
  const heard: string[] = []
  let connections = 0
  const open = (url: URL): ReadableStream<Uint8Array> => {
    const after = Number(url.searchParams.get('after') ?? 0)
    const isFirst = (connections += 1) === 1
    const rest = encode(
      [1, 2, 3]
        .filter((seq) => seq > after)
        .map(event)
        .join(''),
    )
    const pieces = [isFirst ? rest.slice(0, cutAt) : rest]
    return new ReadableStream({
      pull(controller) {
        const piece = pieces.pop()
        if (piece) controller.enqueue(piece)
        else if (isFirst) controller.error(new TypeError('network error'))
        else return new Promise(() => {})
        return undefined
      },
    })
  }
  const live = createLiveFeed({
    transport: createTransport({
      server: 'https://feed.test',
      fetch: async (request) =>
        new Response(open(new URL(new Request(request).url)), { headers: { 'content-type': 'text/event-stream' } }),
      authorization: { prove: async () => undefined, observe() {}, recover: async () => false },
      readProblem: (response) => errorOfResponse(response, systemClock),
    }),
    site: 'default',
    clock: {
      ...systemClock,
      wait: (ms, signal) => systemClock.wait(ms > 10_000 ? ms : 0, signal),
    },
    hasSession: async () => false,
    group: async () => crypto.randomUUID(),
    createKey: () => crypto.randomUUID(),
    posts: createPostMap(),
    loadPost: () => Promise.reject(new Error('not needed')),
    onUnread() {},
    notifications: createEmitter({ items: [], unread: 0, activity: 'idle', hasMore: false }),
  })
  live.watch('explore', { onCreated: (postId) => heard.push(postId), onGap() {} })
  await eventually(() => heard.length >= 3)
  live.close()
  return heard
}

describe('an event stream that breaks', () => {
  it('after any byte of an event goes on with that event, and gives none twice', async () => {
    const first = encode(event(1)).length
    const cuts = Array.from({ length: encode(event(2)).length + 40 }, (_, index) => first + index)
    const wrong: number[] = []

    await Promise.all(
      cuts.map(async (cut) => {
        if ((await hearThrough(cut)).join() !== '🦊1,🦊2,🦊3') wrong.push(cut - first)
      }),
    )

    expect(wrong).to.deep.equal([])
  })
})
