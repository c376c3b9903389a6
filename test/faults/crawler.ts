import { setTimeout as delay } from 'node:timers/promises'
import { routes } from '@ai-feed/protocol'

/** Somebody who asks a feed for what is newer, again and again, by the cursor `after`. */
export interface Crawler {
  /** Ids in the order in which they came, each as often as it came. */
  readonly posts: readonly string[]
  /** Asks until nothing is left, and stops. */
  finish(): Promise<void>
}

/** Begins after what the feed holds now. */
export async function createCrawler(url: string, feed: string): Promise<Crawler> {
  const posts: string[] = []
  let after: string | undefined
  let isFinishing = false

  async function ask(): Promise<boolean> {
    const query = new URLSearchParams({ limit: '5', ...(after !== undefined && { after }) })
    const response = await fetch(`${url}${routes.feed(feed)}?${query}`)
    if (!response.ok) throw new Error(`feed answered ${response.status}`)
    const page = (await response.json()) as { items: { post: { id: string } }[]; newest: string; prev?: string }
    if (after !== undefined) posts.push(...page.items.map(({ post }) => post.id))
    after = page.newest
    return page.items.length > 0 || page.prev !== undefined
  }

  await ask()
  const crawling = (async () => {
    while (!isFinishing) {
      await ask().catch(() => false)
      await delay(5)
    }
    while (await ask());
  })()

  return {
    posts,
    async finish() {
      isFinishing = true
      await crawling
    },
  }
}
