import type { Limits } from '@ai-feed/protocol'

/** What somebody can be to somebody else, by the last word of its path: a follower, one who blocks, one who mutes. */
export type RelationKind = 'followers' | 'blocks' | 'mutes'

/** How many of a kind one user may have. */
export function limitOf(kind: RelationKind, limits: Limits): number {
  return { followers: limits.followsPerUser, blocks: limits.blocksPerUser, mutes: limits.mutesPerUser }[kind]
}
