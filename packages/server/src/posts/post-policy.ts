import type { Policy, PostViewer, Visibility } from '@ai-feed/protocol'

/** What decides who may do what with a post. */
export interface PostRules {
  readonly authorId: string
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
  readonly hasMedia: boolean
}

/** Tells whether somebody may see a post. Until there are follows, an author's only follower is the author. */
export function isVisibleTo(rules: Pick<PostRules, 'authorId' | 'visibility'>, userId: string | undefined): boolean {
  return rules.visibility === 'public' || rules.authorId === userId
}

/** Tells whether a policy lets somebody in. The author may always go on with what is their own. */
export function allows(policy: Policy, authorId: string, userId: string): boolean {
  return policy === 'everyone' || authorId === userId
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
    canComment: allows(rules.commentPolicy, rules.authorId, userId),
    canQuote: isQuotable(rules),
    canRemix: rules.hasMedia && allows(rules.remixPolicy, rules.authorId, userId),
    // This server has no route that edits.
    canEdit: false,
    canDelete: rules.authorId === userId,
  }
}
