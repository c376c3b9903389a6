import type { Visibility } from '@ai-feed/protocol'
import type { LockedPost } from './lock-post.js'

/** What decides in which feeds a post stands. */
export interface PostPlace {
  readonly authorHandle: string
  readonly visibility: Visibility
  readonly commentOn: string | undefined
  readonly topic: string | undefined
  readonly tags: readonly string[]
}

/** Names the feeds with a stream in which a post stands. */
export function feedsOfPost(place: PostPlace): string[] {
  const { authorHandle, visibility, commentOn, topic, tags } = place
  return [
    ...(visibility === 'public' && commentOn === undefined ? ['explore'] : []),
    `user:${authorHandle}`,
    ...(commentOn === undefined ? [] : [`comments:${commentOn}`]),
    ...(topic === undefined ? [] : [`topic:${topic}`]),
    ...tags.map((tag) => `tag:${tag}`),
  ]
}

/** Names the feeds with a stream whose readers look at a post that is there already: its own comments are among them. */
export function feedsOfLockedPost(post: LockedPost): string[] {
  const { id, authorHandle, visibility, commentOn, topic, tags } = post
  const place = { authorHandle, visibility, commentOn: commentOn ?? undefined, topic: topic ?? undefined, tags }
  return [...feedsOfPost(place), `comments:${id}`]
}
