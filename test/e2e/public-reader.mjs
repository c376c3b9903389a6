import { expect } from '@playwright/test'

/** Reads feeds as anybody can, without a session. Texts are strings. */
export function createPublicReader(server) {
  async function readFeed(feed) {
    const response = await fetch(`${server}/v1/feeds/${encodeURIComponent(feed)}?limit=100`)
    const { items } = await response.json()
    return items.map(({ post }) => ({ post, text: post.text.map((segment) => segment.text).join('') }))
  }

  const countPosts = async (feed, words) => (await readFeed(feed)).filter(({ text }) => text === words).length

  return {
    readFeed,
    countPosts,
    /** Waits until exactly one post of the feed says `words`. */
    async waitForPost(feed, words) {
      await expect.poll(() => countPosts(feed, words)).toBe(1)
      return (await readFeed(feed)).find(({ text }) => text === words)
    },
  }
}
