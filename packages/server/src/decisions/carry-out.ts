import type { DecisionKind } from '@ai-feed/protocol'
import type { Trx } from '../database/schema.js'
import type { Notify } from '../ports.js'
import type { ErasePost, PostDecisions, SetUserState } from '../rights-ports.js'

/** What decisions are carried out with. */
export interface DecideDeps {
  readonly posts: PostDecisions
  readonly erasePost: ErasePost
  readonly setUserState: SetUserState
  readonly tell: Notify['tell']
  /** Ends what is still to be drawn for somebody who is suspended. */
  readonly endGenerations: (trx: Trx, user: { siteId: string; userId: string }) => Promise<void>
}

/** What is done to a target. Answers to appeals are none of these: they undo one. */
export interface Action {
  readonly siteId: string
  readonly kind: Exclude<DecisionKind, 'uphold' | 'reverse'>
  readonly label?: string | undefined
  /** Whose word a label is. */
  readonly labelBy: 'site' | 'server'
  /** Whether a removal erases at once. */
  readonly erase?: boolean | undefined
  /** What `show` takes back, where that is not everything. */
  readonly undone?: 'hide' | 'remove'
}

/** A post, or a user with their handle; neither when it is not there. */
export interface Target {
  readonly postId?: string
  readonly userId?: string
  readonly handle?: string
}

/** Changes what a decision is about.
 *  @returns the id of whom it concerns; undefined when the target is not there. */
export async function carryOut(
  trx: Trx,
  { posts, erasePost, setUserState, endGenerations }: DecideDeps,
  { siteId, kind, label = '', labelBy, erase, undone }: Action,
  { postId, userId, handle }: Target,
): Promise<string | undefined> {
  if (userId !== undefined && handle !== undefined) {
    if (kind === 'none') return userId
    const isDone = await setUserState(trx, siteId, handle, kind === 'suspend' ? 'suspended' : 'active')
    if (isDone && kind === 'suspend') await endGenerations(trx, { siteId, userId })
    return isDone ? userId : undefined
  }
  if (postId === undefined) return undefined
  switch (kind) {
    case 'hide':
      return posts.hide(trx, siteId, postId)
    case 'show':
      return posts.show(trx, siteId, postId, undone ? [undone] : ['hide', 'remove'])
    case 'remove': {
      const authorId = await posts.remove(trx, siteId, postId)
      if (erase) await erasePost(trx, siteId, postId)
      return authorId
    }
    case 'label':
      return posts.label(trx, siteId, postId, { name: label, by: labelBy })
    case 'unlabel':
      return posts.unlabel(trx, siteId, postId, { name: label, by: labelBy })
    case 'none':
      return findAuthor(trx, siteId, postId)
    case 'suspend':
    case 'restore':
      return undefined
    default:
      return kind satisfies never
  }
}

async function findAuthor(trx: Trx, siteId: string, postId: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('posts')
    .select('author_id')
    .where('id', '=', postId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row?.author_id
}
