import type { User } from '@ai-feed/core'
import type { PostBench } from './post-bench.js'

/** What one can do about the author of a post. */
export type RelationDeed = 'follow' | 'unfollow' | 'mute' | 'unmute' | 'block'

/** What the signed-in user is to somebody else. */
export type Relation = NonNullable<User['viewer']>

const none: Relation = { following: false, followedBy: false, blocking: false, muting: false }

/** Each deed as a call of the client, and as the fact that it changes. */
const deeds = {
  follow: ['setFollowing', 'following', true],
  unfollow: ['setFollowing', 'following', false],
  mute: ['setMuted', 'muting', true],
  unmute: ['setMuted', 'muting', false],
  block: ['setBlocked', 'blocking', true],
} as const satisfies Record<RelationDeed, unknown>

/** Follows, mutes and blocks authors of posts, and takes it back. Posts of the muted and the blocked leave the screen. */
export class AuthorRelation {
  readonly #bench: PostBench
  /** By handle, as far as the server was asked. */
  readonly #known = new Map<string, Relation>()

  constructor(bench: PostBench) {
    this.#bench = bench
  }

  /** What is known of somebody. */
  of(handle: string): Relation {
    return this.#known.get(handle) ?? none
  }

  /** Asks the server what the user is to the author of a post. Posts of muted ones still stand where somebody asked for them. */
  async learn(postId: string): Promise<void> {
    const { client, options, host } = this.#bench
    const handle = this.#bench.findPost(postId)?.author.handle
    const { session } = options.desk
    if (!client || !handle || session.status !== 'signed-in' || session.user.handle === handle) return
    try {
      const { viewer = none } = await client.loadUser(handle)
      this.#known.set(handle, viewer)
      host.requestUpdate()
    } catch {
      // The menu then offers to follow and to mute, which does no harm where that is so already.
    }
  }

  /** Does it, says so, and offers to take it back. */
  async set(deed: RelationDeed, postId: string): Promise<void> {
    const bench = this.#bench
    const handle = bench.findPost(postId)?.author.handle
    if (!handle || !(await bench.signedIn(postId))) return
    const [method, fact, wish] = deeds[deed]
    const set = (on: boolean): void => {
      void bench.writes.run(
        postId,
        () => bench.client?.[method](handle, on),
        () => {
          this.#known.set(handle, { ...this.of(handle), [fact]: on })
          if (on !== wish) return bench.tell(bench.strings.takenBack)
          bench.tell(this.#sentence(deed, handle), { label: bench.strings.takeBack, onClick: () => set(!wish) })
        },
      )
    }
    if (deed === 'mute' || deed === 'block') bench.overlay?.closeAll()
    set(wish)
  }

  #sentence(deed: RelationDeed, handle: string): string {
    const { followed, unfollowed, muted, unmuted, blocked } = this.#bench.strings
    return { follow: followed, unfollow: unfollowed, mute: muted, unmute: unmuted, block: blocked }[deed](handle)
  }
}
