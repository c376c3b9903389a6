import type { Policy, PostViewer, Visibility } from '@ai-feed/protocol'

/** What decides who may do what with a post that they can see. */
export interface PostRules {
  readonly authorId: string
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
  readonly hasMedia: boolean
  /** The one who asks follows the author. */
  readonly isFollowing: boolean
}

/** Tells whether a policy lets somebody in. The author may always go on with what is their own. */
export function allows(
  policy: Policy,
  { authorId, isFollowing }: Pick<PostRules, 'authorId' | 'isFollowing'>,
  userId: string,
): boolean {
  return policy === 'everyone' || authorId === userId || (policy === 'followers' && isFollowing)
}

/** Tells whether a post may be quoted by those who see it: what only followers see stays among them. */
export function isQuotable(rules: Pick<PostRules, 'visibility'>): boolean {
  return rules.visibility === 'public'
}

/** What one user may do with a post that they can see. */
export function describeRights(
  rules: PostRules,
  userId: string,
): Pick<PostViewer, 'canComment' | 'canQuote' | 'canRemix' | 'canEdit' | 'canDelete'> {
  return {
    canComment: allows(rules.commentPolicy, rules, userId),
    canQuote: isQuotable(rules),
    canRemix: rules.hasMedia && allows(rules.remixPolicy, rules, userId),
    canEdit: rules.authorId === userId,
    canDelete: rules.authorId === userId,
  }
}
