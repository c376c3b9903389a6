import type { Post, User } from '@ai-feed/protocol'
import type { FeedRegistry } from './feed/feed-registry.js'
import { createOwnPosts, type OwnPosts } from './feed/own-posts.js'
import type { PostMap } from './feed/post-map.js'
import { createWrites, type Writes } from './posting/create-writes.js'
import type { OutboxPorts, OutboxSender } from './posting/outbox-ports.js'
import { createOutbox } from './posting/outbox.js'

/** What the writing part needs from its client. */
export interface WritingPorts extends Omit<OutboxPorts, 'onWish' | 'onAnswer'> {
  readonly posts: PostMap
  readonly feeds: FeedRegistry
  readonly viewer: () => User | undefined
  readonly findPost: (id: string) => Promise<Post>
}

/** All that a client writes with: one download. */
export interface Writing {
  readonly outbox: OutboxSender
  readonly ownPosts: OwnPosts
  readonly writes: Writes
}

/** Makes the writing part of a client: the sender of its outbox, joined to its feeds. */
export function createWriting(ports: WritingPorts): Writing {
  const ownPosts = createOwnPosts(ports.posts, ports.feeds, ports.viewer)
  const outbox = createOutbox({ ...ports, onWish: ownPosts.showWish, onAnswer: ownPosts.takeAnswer })
  return { outbox, ownPosts, writes: createWrites(outbox, ports.findPost) }
}
