import type { PostBench } from './post-bench.js'

/** Mutes or blocks the author of a post, whose posts then leave the screen, and offers to take it back. */
export async function silenceAuthor(bench: PostBench, how: 'mute' | 'block', postId: string): Promise<void> {
  const handle = bench.findPost(postId)?.author.handle
  if (!handle || !(await bench.signedIn(postId))) return
  const set = (on: boolean): void => {
    const method = how === 'mute' ? 'setMuted' : 'setBlocked'
    const { strings } = bench
    void bench.writes.run(
      postId,
      () => bench.client?.[method](handle, on),
      () => {
        if (!on) return bench.tell(strings.takenBack)
        const sentence = how === 'mute' ? strings.muted(handle) : strings.blocked(handle)
        bench.tell(sentence, { label: strings.takeBack, onClick: () => set(false) })
      },
    )
  }
  bench.overlay?.closeAll()
  set(true)
}
