import { lazyMethods } from '../platform/lazy-methods.js'
import { own } from '../platform/own.js'
import type { PostDraft } from '../submission.js'
import type { Writes } from './create-writes.js'

/** The writes of a client, by name: they can be called before the part that makes them is loaded. */
const writeNames = [
  'createPost',
  'editPost',
  'deletePost',
  'setLiked',
  'setReposted',
  'setBookmarked',
  'setFollowing',
  'setBlocked',
  'setMuted',
  'editMe',
  'report',
] as const satisfies readonly (keyof Writes)[]

/** Gives the writes of a client before they are loaded. What is a mistake of the program is told at once, and loads nothing. */
export function lateWrites(load: () => Promise<Writes>): Writes {
  const writes = lazyMethods(load, writeNames)
  return {
    ...writes,
    async createPost(draft) {
      demandContent(draft)
      return writes.createPost(draft)
    },
  }
}

/** @throws TypeError for a post of nothing */
export function demandContent(draft: PostDraft): void {
  const { text, pictures } = own(draft)
  if (!text?.trim() && !pictures?.length) throw new TypeError('a post needs text or a picture')
}
