import { clientLimits, type Post, type User } from '@ai-feed/protocol'
import type { FeedClient } from './feed-client.js'
import type { FeedRegistry } from './feed/feed-registry.js'
import { createOwnPosts, type OwnPosts } from './feed/own-posts.js'
import type { PostMap } from './feed/post-map.js'
import { generate, resumeGeneration, type GenerationPorts } from './generation/generate.js'
import { shrinkImage } from './media/shrink-image.js'
import { uploadImage, type UploadPorts } from './media/upload.js'
import { createWrites, type Writes } from './posting/create-writes.js'
import { isOf } from './posting/outbox-entry.js'
import type { OutboxPorts, OutboxSender } from './posting/outbox-ports.js'
import { createOutbox } from './posting/outbox.js'

/** Who signs in is about to write: what does it comes along, and is no download of its own. */
export { createSignIns } from './auth/sign-in.js'

/** What the writing part needs from its client. */
export interface WritingPorts
  extends Omit<OutboxPorts, 'shrink' | 'sendPicture' | 'onWish' | 'onAnswer'>, GenerationPorts, UploadPorts {
  readonly loadLimits: FeedClient['loadLimits']
  readonly posts: PostMap
  readonly feeds: FeedRegistry
  readonly viewer: () => User | undefined
  readonly findPost: (id: string) => Promise<Post>
  /** Hears what the server has of the user after a change. */
  readonly onUserChange: (user: User) => void
}

/** All that a client paints and writes with: one download. */
export interface Writing extends Pick<FeedClient, 'generate' | 'resumeGeneration'> {
  readonly outbox: OutboxSender
  readonly ownPosts: OwnPosts
  readonly writes: Writes
}

/** Makes the writing part of a client: the sender of its outbox, joined to its feeds. */
export function createWriting(ports: WritingPorts): Writing {
  const ownPosts = createOwnPosts(ports.posts, ports.feeds, ports.viewer, ports.onUserChange)
  const outbox = createOutbox({
    ...ports,
    // Without an answer, the wire's defaults count.
    shrink: async (file) => shrinkImage(file, await ports.loadLimits().catch(() => clientLimits)),
    sendPicture: ({ picture, ...request }) => uploadImage(ports, { ...picture, ...request }),
    onWish: ownPosts.showWish,
    onAnswer(entry, answer) {
      // Somebody else may look by now.
      if (isOf(ports.userId(), entry)) ownPosts.takeAnswer(entry.intent, answer)
    },
  })
  return {
    outbox,
    ownPosts,
    writes: createWrites(outbox, ports.findPost),
    generate: (request, options) => generate(ports, request, options),
    resumeGeneration: (id, options) => resumeGeneration(ports, id, options),
  }
}
