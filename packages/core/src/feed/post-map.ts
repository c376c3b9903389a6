import type { Post } from '@ai-feed/protocol'
import { createEmitter } from '../platform/emitter.js'

/** What a post becomes by something that the server has not confirmed; undefined when it is to be gone. Pure. */
export type PostWish = (post: Post) => Post | undefined

/** What the server tells of a post without its words. */
export type PostPart = Pick<Post, 'version' | 'counts' | 'viewer'>

/** The posts of one client: one object per post, shared by all feeds, with the user's unconfirmed wishes laid over it. */
export interface PostMap {
  /** The post as to be shown; undefined when unknown, deleted, or wished away. */
  get(id: string): Post | undefined
  /** True when the post is known to be gone or wished away. */
  isGone(id: string): boolean
  /** Takes posts from the server. Of two versions the newer one stays. */
  merge(posts: readonly Post[]): void
  /** Takes a part of one version of a post: the words are as old as before, until that version of them comes. */
  patch(id: string, part: PostPart): void
  /** Gives all posts as the server gave them whole. */
  known(): readonly Post[]
  /** Notes that the server has deleted a post. */
  remove(id: string): void
  /** Lays the wish of one outbox entry over a post; undefined takes it away again. */
  wish(entryId: string, postId: string, wish: PostWish | undefined): void
  /** Hides posts by their author from now on; undefined hides none. Whoever reads the author's own page sees them. */
  hide(isHidden: ((handle: string) => boolean) | undefined): void
  /** Tells whose posts are hidden; undefined when nobody's are. */
  hides(): ((handle: string) => boolean) | undefined
  /** Another user looks: forgets everything the server said unless `keepsItems`. */
  reset(options: { keepsItems: boolean }): void
  /** Counts who has looked: what was asked for by one is not to be merged for the next. */
  viewers(): number
  /** Calls `listener` when posts have changed. */
  subscribe(listener: () => void): () => void
}

interface Entity {
  /** What the server has; null when it was found to be gone. */
  base?: Post | null
  /** What was told of it since. */
  part?: PostPart
  /** Who looked when it was found to be gone. Whoever comes after them may see it. */
  goneFor?: number
  wishes: Map<string, PostWish>
  /** The base with all wishes; null when they make it gone, absent until it was asked for. */
  shown?: Post | null
}

/** Posts kept at most; the ones that were not heard of for the longest time go first. */
const maxPosts = 5000

/** Makes an empty map. */
export function createPostMap(): PostMap {
  const entities = new Map<string, Entity>()
  let hides: ((handle: string) => boolean) | undefined
  let viewers = 0
  let version = 0
  const changes = createEmitter({ version })

  const announce = (): void => changes.set({ version: (version += 1) })
  const touch = (id: string): Entity => {
    const entity: Entity = entities.get(id) ?? { wishes: new Map() }
    entities.delete(id)
    entities.set(id, entity)
    delete entity.shown
    return entity
  }
  const shownOf = (id: string): Post | null | undefined => {
    const entity = entities.get(id)
    if (!entity?.base) return entity?.base
    if (entity.shown === undefined) {
      const { base, part } = entity
      // Its version stays that of its words: who edits them names what they have seen.
      const isAhead = part && part.version >= base.version
      let shown: Post | undefined = isAhead ? { ...base, ...part, version: base.version } : base
      for (const wish of entity.wishes.values()) shown = shown && wish(shown)
      entity.shown = shown ?? null
    }
    return entity.shown
  }

  return {
    get: (id) => shownOf(id) ?? undefined,
    isGone: (id) => shownOf(id) === null,
    merge(posts) {
      for (const post of posts) {
        const { base, goneFor } = entities.get(post.id) ?? {}
        if (goneFor !== viewers && (!base || isNewer(post, base))) touch(post.id).base = post
      }
      for (const [id, entity] of entities) {
        if (entities.size <= maxPosts) break
        if (entity.wishes.size === 0) entities.delete(id)
      }
      announce()
    },
    patch(id, part) {
      const { base, part: before } = entities.get(id) ?? {}
      if (base && part.version >= (before ?? base).version) touch(id).part = { ...before, ...part }
      announce()
    },
    known: () => [...entities.values()].flatMap(({ base }) => base ?? []),
    remove(id) {
      const entity = touch(id)
      entity.goneFor = viewers
      entity.base = null
      announce()
    },
    wish(entryId, postId, wish) {
      if (wish === undefined && !entities.get(postId)?.wishes.has(entryId)) return
      const { wishes } = touch(postId)
      if (wish === undefined) wishes.delete(entryId)
      else wishes.set(entryId, wish)
      announce()
    },
    hide(isHidden) {
      hides = isHidden
      announce()
    },
    hides: () => hides,
    reset({ keepsItems }) {
      for (const [id, { wishes }] of keepsItems ? [] : entities) {
        if (wishes.size === 0) entities.delete(id)
        else entities.set(id, { wishes })
      }
      viewers += 1
      announce()
    },
    viewers: () => viewers,
    subscribe: changes.subscribe,
  }
}

/** An anonymous answer says nothing about the viewer: at the same version, the one that does stays. */
function isNewer(post: Post, known: Post): boolean {
  return (
    post.version > known.version ||
    (post.version === known.version && (post.viewer !== undefined || known.viewer === undefined))
  )
}
