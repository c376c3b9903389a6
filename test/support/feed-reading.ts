import assert from 'node:assert/strict'
import { feedPageSchema, readQuery, routes } from '@ai-feed/protocol'
import type { FeedPage } from '@ai-feed/protocol'
import * as v from 'valibot'
import type { TestUser } from './sign-in.ts'
import type { TestServer } from './test-server.ts'

/** The query of a read. */
export type FeedQuery = Parameters<typeof readQuery>[0]

/** Who reads: a user with `viewer=me`, or everybody. */
export type FeedReader = TestUser | TestServer

/** Asks for a page of a feed. */
export function askFeed(reader: FeedReader, feed: string, query: FeedQuery = {}): Promise<Response> {
  if (!('fetch' in reader)) return reader.get(routes.feed(feed) + readQuery(query))
  return reader.fetch(routes.feed(feed) + readQuery({ ...query, viewer: 'me' }))
}

/** Reads a page of a feed; fails unless the server gives it. */
export async function readFeed(reader: FeedReader, feed: string, query: FeedQuery = {}): Promise<FeedPage> {
  const response = await askFeed(reader, feed, query)
  const body: unknown = await response.json()
  assert.equal(response.status, 200, JSON.stringify(body))
  return v.parse(feedPageSchema, body)
}

/** Reads a feed page by page to its end. */
export async function readWhole(reader: FeedReader, feed: string, query: FeedQuery = {}): Promise<FeedPage['items']> {
  const items = []
  for (let cursor: string | undefined; ;) {
    const page = await readFeed(reader, feed, { ...query, ...(cursor !== undefined && { cursor }) })
    items.push(...page.items)
    if (page.next === undefined) return items
    cursor = page.next
  }
}

/** The texts of posts, in their order. */
export function textsOf(items: FeedPage['items']): string[] {
  return items.map(({ post }) => post.text.map(({ text }) => text).join(''))
}

/** Reads what came after a `newest`, oldest first, until there is no more. */
export async function readAfter(
  reader: FeedReader,
  feed: string,
  newest: string,
  query: FeedQuery = {},
): Promise<{ items: FeedPage['items']; newest: string }> {
  const items = []
  for (let after = newest; ;) {
    const page = await readFeed(reader, feed, { ...query, after })
    items.push(...page.items.toReversed())
    if (page.newest === after) return { items, newest: after }
    after = page.newest
  }
}
