import { AiPostBookmarkedEvent, AiPostLikeEvent, AiPostLikedEvent, AiPostRepostedEvent } from './post-events.js'
import type { PostBench } from './post-bench.js'

const marks = {
  like: { method: 'setLiked', Fact: AiPostLikedEvent },
  repost: { method: 'setReposted', Fact: AiPostRepostedEvent },
  bookmark: { method: 'setBookmarked', Fact: AiPostBookmarkedEvent },
} as const

/** Likes, reposts or bookmarks a post, or takes that back. Signs in first where that is needed. */
export async function markPost(bench: PostBench, mark: keyof typeof marks, postId: string, on: boolean): Promise<void> {
  const { method, Fact } = marks[mark]
  if (mark === 'like' && !bench.host.dispatchEvent(new AiPostLikeEvent(postId, on))) return
  if (!(await bench.signedIn(postId))) return
  await bench.writes.run(
    postId,
    () => bench.client?.[method](postId, on),
    () => bench.host.dispatchEvent(new Fact(postId, on)),
  )
}
