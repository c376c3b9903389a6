import { setTimeout as delay } from 'node:timers/promises'
import { routes } from '@ai-feed/protocol'

/** Somebody who watches a feed's event stream through every cut, as wire.md tells clients to. */
export interface Witness {
  /** Ids of the posts that were announced, in order, repetitions by seq dropped. */
  readonly posts: readonly string[]
  /** How often the stream was opened, and how often resuming was refused with `reset`. */
  readonly opened: number
  readonly resets: number
  /** Waits until a post was announced. @throws when that takes minutes */
  sees(id: string): Promise<void>
  leave(): Promise<void>
}

/** Watches `feed` from now on, or from `after`. Resolves when the stream is open. */
export async function createWitness(url: string, feed: string, cutEachMs?: number): Promise<Witness> {
  const posts: string[] = []
  const leaving = new AbortController()
  const first = Promise.withResolvers<void>()
  let lastSeq: number | undefined
  let opened = 0
  let resets = 0

  async function watchOnce(): Promise<void> {
    const cut = cutEachMs === undefined ? [] : [AbortSignal.timeout(Math.ceil(Math.random() * cutEachMs))]
    const response = await fetch(`${url}${routes.events()}?feed=${encodeURIComponent(feed)}`, {
      headers: lastSeq === undefined ? {} : { 'Last-Event-ID': String(lastSeq) },
      signal: AbortSignal.any([leaving.signal, ...(lastSeq === undefined ? [] : cut)]),
    })
    if (!response.ok || !response.body) throw new Error(`stream answered ${response.status}`)
    opened += 1
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) take(block)
      first.resolve()
    }
  }

  function take(block: string): void {
    const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
    if (field('event') === 'reset') resets += 1
    const seq = Number(field('id') ?? 0)
    if (seq === 0 || seq <= (lastSeq ?? 0)) return
    lastSeq = seq
    if (field('event') === 'post.created') posts.push((JSON.parse(field('data') ?? '{}') as { postId: string }).postId)
  }

  const watching = (async () => {
    while (!leaving.signal.aborted) {
      await watchOnce().catch(() => undefined)
      await delay(20)
    }
  })()
  await first.promise

  return {
    posts,
    get opened() {
      return opened
    },
    get resets() {
      return resets
    },
    async sees(id) {
      const patienceMs = 120_000
      for (const late = AbortSignal.timeout(patienceMs); !posts.includes(id); await delay(50)) {
        if (late.aborted) throw new Error(`post ${id} was not announced in ${patienceMs} ms`)
      }
    },
    async leave() {
      leaving.abort()
      await watching
    },
  }
}
