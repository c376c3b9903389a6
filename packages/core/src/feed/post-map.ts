import type { Post, PostCounts, PostViewer } from '@ai-feed/protocol'

/** What the user wants of a post that the server has not confirmed. */
export interface PostWish {
  readonly liked?: boolean
  readonly reposted?: boolean
  readonly bookmarked?: boolean
  readonly isDeleted?: boolean
}

/** The posts of one client: one object per post, shared by all feeds, with the user's unconfirmed wishes laid over it. */
export interface PostMap {
  /** The post as to be shown; undefined when unknown, deleted, or wished away. */
  get(id: string): Post | undefined
  /** True when the post is known to be gone or wished away. */
  isGone(id: string): boolean
  /** Takes posts from the server. Of two versions the newer one stays. */
  merge(posts: readonly Post[]): void
  /** Takes counts, and the viewer's state if given, of one version. */
  patch(id: string, change: { version: number; counts: PostCounts; viewer?: PostViewer }): void
  /** Notes that the server has deleted a post. */
  remove(id: string): void
  /** Lays the wish of one outbox entry over a post; undefined takes it away again. */
  wish(entryId: string, postId: string, wish: PostWish | undefined): void
  /** Forgets everything the server said: another user sees other posts. */
  clear(): void
  /** Calls `listener` with the ids of posts that changed. */
  subscribe(listener: (ids: readonly string[]) => void): () => void
}

interface Entity {
  base?: Post
  isDeleted?: boolean
  wishes: Map<string, PostWish>
  shown?: Post
}

/** Posts kept at most; the ones that were not heard of for the longest time go first. */
const maxPosts = 5000

/** Makes an empty map. */
export function createPostMap(): PostMap {
  const entities = new Map<string, Entity>()
  const listeners = new Set<(ids: readonly string[]) => void>()

  const announce = (ids: readonly string[]): void => {
    if (ids.length > 0) for (const listener of [...listeners]) listener(ids)
  }
  const touch = (id: string): Entity => {
    const entity: Entity = entities.get(id) ?? { wishes: new Map() }
    entities.delete(id)
    entities.set(id, entity)
    delete entity.shown
    return entity
  }
  const isGone = (entity: Entity | undefined): boolean =>
    entity !== undefined && (entity.isDeleted === true || [...entity.wishes.values()].some((wish) => wish.isDeleted))

  return {
    get(id) {
      const entity = entities.get(id)
      if (entity?.base === undefined || isGone(entity)) return undefined
      return (entity.shown ??= applyWishes(entity.base, [...entity.wishes.values()]))
    },
    isGone: (id) => isGone(entities.get(id)),
    merge(posts) {
      const changed = posts.filter((post) => {
        const known = entities.get(post.id)
        if (known?.base !== undefined && !isNewer(post, known.base)) return false
        touch(post.id).base = post
        return true
      })
      for (const [id, entity] of entities) {
        if (entities.size <= maxPosts) break
        if (entity.wishes.size === 0) entities.delete(id)
      }
      announce(changed.map((post) => post.id))
    },
    patch(id, { version, counts, viewer }) {
      const base = entities.get(id)?.base
      if (base === undefined || version < base.version) return
      touch(id).base = { ...base, version, counts, ...(viewer === undefined ? {} : { viewer }) }
      announce([id])
    },
    remove(id) {
      const entity = touch(id)
      if (entity.isDeleted) return
      entity.isDeleted = true
      delete entity.base
      announce([id])
    },
    wish(entryId, postId, wish) {
      if (wish === undefined && !entities.get(postId)?.wishes.has(entryId)) return
      const { wishes } = touch(postId)
      if (wish === undefined) wishes.delete(entryId)
      else wishes.set(entryId, wish)
      announce([postId])
    },
    clear() {
      for (const [id, { wishes }] of entities) {
        if (wishes.size === 0) entities.delete(id)
        else entities.set(id, { wishes })
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** An anonymous answer says nothing about the viewer: at the same version, the one that does stays. */
function isNewer(post: Post, known: Post): boolean {
  return post.version > known.version || (post.version === known.version && (post.viewer !== undefined || known.viewer === undefined))
}

/** Lays wishes over a post in the order in which they were made. Pure: the post is not touched. */
export function applyWishes(post: Post, wishes: readonly PostWish[]): Post {
  if (wishes.length === 0) return post
  const viewer = post.viewer ?? signedOutViewer
  const wanted: PostWish = Object.assign({}, ...wishes)
  const liked = wanted.liked ?? viewer.liked
  const reposted = wanted.reposted ?? viewer.reposted
  const bookmarked = wanted.bookmarked ?? viewer.bookmarked
  const counts = {
    ...post.counts,
    likes: moved(post.counts.likes, viewer.liked, liked),
    reposts: moved(post.counts.reposts, viewer.reposted, reposted),
  }
  return { ...post, counts, viewer: { ...viewer, liked, reposted, bookmarked } }
}

const signedOutViewer: PostViewer = {
  liked: false,
  reposted: false,
  bookmarked: false,
  canComment: false,
  canQuote: false,
  canRemix: false,
  canEdit: false,
  canDelete: false,
}

function moved(count: number, was: boolean, is: boolean): number {
  return Math.max(0, count + Number(is) - Number(was))
}
