import type { Writes } from './create-writes.js'

/** The writes of a client, by name: they can be called before the part that makes them is loaded. */
export const writeNames = [
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
