import type { PostBench } from './post-bench.js'
import { AiPostDeletedEvent } from './post-events.js'

/** Deletes an own post. It leaves the screen at once, and comes back with the reason when the server refuses. */
export async function deletePost(bench: PostBench, postId: string): Promise<void> {
  await bench.writes.run(
    postId,
    () => bench.client?.deletePost(postId),
    () => {
      bench.tell(bench.strings.deleted)
      bench.host.dispatchEvent(new AiPostDeletedEvent(postId))
    },
  )
}
