import {
  userShape,
  type FeedId,
  type FeedOrder,
  type Me,
  type Post,
  type PostViewer,
  type ReactionResult,
  type User,
} from '@ai-feed/protocol'
import { draftBelongsTo, postBelongsTo } from './belongs-to.js'
import { arrivesAt } from './feed-order.js'
import type { FeedHost } from './feed-ports.js'
import type { FeedRegistry } from './feed-registry.js'
import { growthTransition } from './growth-state.js'
import type { PostMap, PostWish } from './post-map.js'
import { refOf, retellPost } from './retell-post.js'
import { withChange } from '../post-change.js'
import type { Intent } from '../posting/outbox-entry.js'
import type { OutboxEntry } from '../submission.js'

/** What the feeds show of the user's own writing: wishes before the server has answered, its answer afterwards. */
export interface OwnPosts {
  /** Lays what an outbox entry will change over its post, or takes it away again. */
  showWish(entryId: string, intent: Intent, isWanted: boolean): void
  /** Takes over what the server answered to an outbox entry. */
  takeAnswer(intent: Intent, answer: unknown): void
  /** Somebody else is there, who hides others. */
  forget(): void
  /** The order that the user wants for `for-you`, until the server has it. */
  wishedOrder(): FeedOrder | undefined
  /** Finds the entries that will stand in a feed. */
  pendingOf(feed: FeedId, entries: readonly OutboxEntry[]): readonly OutboxEntry[]
}

/** Joins the outbox to the feeds. `onUserChange` hears what users have made of themselves. */
export function createOwnPosts(
  posts: PostMap,
  feeds: FeedRegistry,
  viewer: () => User | undefined,
  onUserChange: (user: User) => void,
): OwnPosts {
  /** Why posts of an author are hidden: wishes by the id of their entry, and what the server has. */
  const reasons = new Map<string, string>()
  /** By the id of the entry, the newest last. */
  const orders = new Map<string, FeedOrder>()

  function hide(reason: string, handle: string, isHidden: boolean): void {
    if (isHidden) reasons.set(reason, handle)
    else reasons.delete(reason)
    const handles = new Set(reasons.values())
    posts.hide(handles.size === 0 ? undefined : (author) => handles.has(author))
  }

  /** What belongs in a feed has changed otherwise than by new posts. Whoever looks at it now keeps what they read. */
  function outdate(id: string): void {
    feeds.each((feed) => {
      if (feed.id === id) feed.outdate()
    })
  }

  function reorder(order: FeedOrder | undefined): void {
    feeds.each(({ id, host, reset }) => {
      if (id !== 'for-you') return
      host.change({ ...host.state(), order })
      reset({ keepsItems: true })
    })
  }

  return {
    showWish(entryId, intent, isWanted) {
      if (intent.kind === 'relation') {
        const { relation, handle, on } = intent
        if (relation !== 'followers' && on) hide(entryId, handle, isWanted)
        return
      }
      if (intent.kind === 'me') {
        const order = intent.change.defaults?.feedOrder
        if (order !== undefined && isWanted) orders.set(entryId, order)
        else orders.delete(entryId)
        return
      }
      const found = findWish(intent)
      if (found !== undefined) posts.wish(entryId, found.postId, isWanted ? found.wish : undefined)
    },
    takeAnswer(intent, answer) {
      switch (intent.kind) {
        case 'post': {
          const post = answer as Post
          posts.merge([post])
          feeds.each(({ host }) => {
            if (postBelongsTo(host.id, post)) insert(host, post)
          })
          break
        }
        case 'edit':
          posts.merge([answer as Post])
          retellPost(posts, refOf(answer as Post))
          break
        case 'reaction':
          posts.patch(intent.postId, answer as ReactionResult)
          // Those that are feeds, too.
          outdate(intent.mark)
          break
        case 'delete':
          posts.remove(intent.postId)
          retellPost(posts, { id: intent.postId, state: 'deleted' })
          break
        case 'relation':
          if (intent.relation === 'followers') outdate('home')
          else hide(`${intent.relation} ${intent.handle}`, intent.handle, intent.on)
          break
        case 'me': {
          const me = answer as Me
          onUserChange(userShape(me))
          if (intent.change.defaults?.feedOrder !== undefined) reorder(me.defaults.feedOrder)
          break
        }
        default:
      }
    },
    wishedOrder: () => [...orders.values()].at(-1),
    forget() {
      reasons.clear()
      orders.clear()
      posts.hide(undefined)
    },
    pendingOf: (feed, entries) =>
      entries.filter(
        ({ draft, status, userId }) =>
          draft !== undefined &&
          status !== 'sent' &&
          (userId === undefined || userId === viewer()?.id) &&
          draftBelongsTo(feed, draft, viewer()?.handle),
      ),
  }
}

/** Shows a post that the user just made in a feed where it belongs. */
function insert({ id, state, change }: FeedHost, post: Post): void {
  change(growthTransition(state(), { type: 'inserted', item: { key: post.id, post }, at: arrivesAt(id) }))
}

const wishNames = { likes: 'liked', reposts: 'reposted', bookmarks: 'bookmarked' } as const

function findWish(intent: Intent): { postId: string; wish: PostWish } | undefined {
  if (intent.kind === 'delete') return { postId: intent.postId, wish: () => undefined }
  if (intent.kind === 'edit') return { postId: intent.postId, wish: (post) => withChange(post, intent.change) }
  if (intent.kind !== 'reaction') return undefined
  const { postId, mark, on } = intent
  return { postId, wish: (post) => withMark(post, mark, on) }
}

/** What a post looks like with a mark set or taken back, its count moved along. The post itself is not touched. */
export function withMark(post: Post, mark: 'likes' | 'reposts' | 'bookmarks', on: boolean): Post {
  const viewer = post.viewer ?? strangerViewer
  const name = wishNames[mark]
  if (viewer[name] === on) return post
  const counts =
    mark === 'bookmarks' ? post.counts : { ...post.counts, [mark]: Math.max(0, post.counts[mark] + (on ? 1 : -1)) }
  return { ...post, counts, viewer: { ...viewer, [name]: on } }
}

const strangerViewer: PostViewer = {
  liked: false,
  reposted: false,
  bookmarked: false,
  canComment: false,
  canQuote: false,
  canRemix: false,
  canEdit: false,
  canDelete: false,
}
