import type { Page } from '@playwright/test'

declare global {
  /** How many of the page's own writes wait for their end. */
  var unsettled: number
}

/** Where a page writes: a wish to comment on one of these posts goes in beside those of others. */
export interface WritingOptions {
  /** Begins the words of each comment; no other page uses it. */
  readonly name: string
  /** Ids of the posts that are commented on. */
  readonly parents: readonly string[]
  readonly pauseMs: number
}

/** Makes a page write one comment after the other and tell the ledger by `note`, until it is closed or `stop`ped. Some
 *  have a picture, some are too long and must be refused. */
export async function startWriting(page: Page, options: WritingOptions): Promise<void> {
  await page.evaluate(({ name, parents, pauseMs }) => {
    addEventListener('unhandledrejection', ({ reason }) => void note('unhandled', String(reason)))
    globalThis.unsettled = 0
    const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
    const paint = async (hue: number): Promise<Blob> => {
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 48
      const context = canvas.getContext('2d')!
      context.fillStyle = `hsl(${hue} 80% 50%)`
      context.fillRect(0, 0, 48, 48)
      return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob!), 'image/png'))
    }
    const write = async (): Promise<void> => {
      for (let index = 0; !('isWritingOver' in globalThis); index += 1) {
        const words = `${name}-${index}`
        const isTooLong = Math.random() < 0.06
        const hasPicture = !isTooLong && Math.random() < 0.15
        await note('tried', words)
        const { done } = await client.createPost({
          text: isTooLong ? `${words} ${'x'.repeat(2_100)}` : words,
          commentOn: parents[Math.floor(Math.random() * parents.length)]!,
          ...(hasPicture ? { pictures: [{ file: await paint(index * 40), alt: 'A colour' }] } : {}),
        })
        await note(hasPicture ? 'stored with picture' : 'stored', words)
        if (hasPicture) await note('stored', words)
        unsettled += 1
        done
          .then(
            (post) => note('acknowledged', words, post.id),
            (error: { code: string }) => note('told-failed', words, error.code),
          )
          .finally(() => (unsettled -= 1))
        await pause(pauseMs * (0.5 + Math.random()))
      }
    }
    void write()
  }, options)
}

/** Lets the page write no more; what it wrote goes on. */
export async function stopWriting(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, { isWritingOver: true })
  })
}

/** Waits until the page was told the end of everything that it wrote. */
export async function waitUntilTold(page: Page): Promise<void> {
  await page.waitForFunction(() => unsettled === 0, undefined, { timeout: 300_000 })
}

/** Sends what waits, as somebody does who presses "try again", until nothing waits. @returns words of what was refused */
export async function emptyOutbox(page: Page, patienceMs: number): Promise<string[]> {
  return page.evaluate(async (ms) => {
    const endMs = performance.now() + ms
    client.outbox.subscribe(() => {})
    // What is stored shows after the first look.
    await new Promise((resolve) => setTimeout(resolve, 500))
    for (;;) {
      const waiting = client.outbox.getSnapshot().filter(({ status }) => status !== 'rejected')
      if (waiting.length === 0) break
      if (performance.now() > endMs) throw new Error(`still waiting: ${JSON.stringify(waiting.slice(0, 3))}`)
      const paused = waiting.filter(({ status, error }) => status === 'waiting' && error !== undefined)
      // One may have arrived meanwhile.
      for (const { id } of paused) await client.outbox.retry(id).catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    return client.outbox.getSnapshot().map(({ draft }) => draft?.text?.split(' ', 1)[0] ?? '')
  }, patienceMs)
}
