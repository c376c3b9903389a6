import type { PostBench } from './post-bench.js'

/** Mutes and blocks authors of posts, whose posts then leave the screen, and takes it back. */
export class SilenceAuthor {
  readonly #bench: PostBench
  /** Handles, as far as the server was asked. */
  readonly #muted = new Set<string>()

  constructor(bench: PostBench) {
    this.#bench = bench
  }

  isMuted(handle: string): boolean {
    return this.#muted.has(handle)
  }

  /** Asks the server whether the author of a post is muted. Posts of such authors still stand where somebody asked for them. */
  async learn(postId: string): Promise<void> {
    const { client, options, host } = this.#bench
    const handle = this.#bench.findPost(postId)?.author.handle
    const { session } = options.desk
    if (!client || !handle || session.status !== 'signed-in' || session.user.handle === handle) return
    try {
      const { viewer } = await client.loadUser(handle)
      this.#note(handle, viewer?.muting === true)
      host.requestUpdate()
    } catch {
      // The menu then offers to mute, which does no harm to somebody who is muted.
    }
  }

  /** Does it, says so, and offers to take back what makes posts disappear. */
  async set(how: 'mute' | 'unmute' | 'block', postId: string): Promise<void> {
    const bench = this.#bench
    const handle = bench.findPost(postId)?.author.handle
    if (!handle || !(await bench.signedIn(postId))) return
    const { strings } = bench
    const set = (on: boolean): void => {
      const method = how === 'block' ? 'setBlocked' : 'setMuted'
      void bench.writes.run(
        postId,
        () => bench.client?.[method](handle, on),
        () => {
          if (how !== 'block') this.#note(handle, on)
          if (how === 'unmute') return bench.tell(strings.unmuted(handle))
          if (!on) return bench.tell(strings.takenBack)
          const sentence = how === 'mute' ? strings.muted(handle) : strings.blocked(handle)
          bench.tell(sentence, { label: strings.takeBack, onClick: () => set(false) })
        },
      )
    }
    if (how !== 'unmute') bench.overlay?.closeAll()
    set(how !== 'unmute')
  }

  #note(handle: string, isMuted: boolean): void {
    if (isMuted) this.#muted.add(handle)
    else this.#muted.delete(handle)
  }
}
