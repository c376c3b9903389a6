import type { Writes } from './create-writes.js'

const names = [
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

/** Gives the writes of a client before the part that makes them is loaded. */
export function createLazyWrites(load: () => Promise<Writes>): Writes {
  type AnyWrite = (...values: unknown[]) => Promise<unknown>
  const later = (name: keyof Writes): AnyWrite => {
    return async (...values) => ((await load())[name] as AnyWrite)(...values)
  }
  return Object.fromEntries(names.map((name) => [name, later(name)])) as unknown as Writes
}
