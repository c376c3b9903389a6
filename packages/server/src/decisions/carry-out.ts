import type { DecisionKind } from '@ai-feed/protocol'
import type { Trx } from '../database/schema.js'
import type { Notify } from '../ports.js'
import type { PostDecisions, SetUserState } from '../rights-ports.js'

/** What decisions are carried out with. */
export interface DecideDeps {
  readonly posts: PostDecisions
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
  { posts, setUserState, endGenerations }: DecideDeps,
  { siteId, kind, label = '', labelBy }: Action,
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
    case 'show':
    case 'remove':
      return posts[kind](trx, siteId, postId)
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
